package org.ledplatform.whatsapp.node;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.jid.MalformedJidException;
import org.ledplatform.whatsapp.jid.Server;

/** Writes one node (protocol §4.2). One object writes once. */
final class NodeEncoder {

  private static final int MAX_LIST = 0xFF_FF;
  private static final int MAX_DEVICE = 0xFF;

  private final TokenDictionary dictionary;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);

  NodeEncoder(TokenDictionary dictionary) {
    this.dictionary = dictionary;
  }

  byte[] encode(Node node) {
    out.write(0);
    write(node);
    return out.toByteArray();
  }

  private void write(Node node) {
    boolean empty = node.content() instanceof Content.Nothing;
    writeListSize(1 + 2 * node.attributes().size() + (empty ? 0 : 1));
    writeName(node.tag());
    node.attributes()
        .forEach(
            (key, value) -> {
              writeName(key);
              writeText(value);
            });
    switch (node.content()) {
      case Content.Nothing() -> {}
      case Content.Bytes(byte[] bytes) -> writeBytes(bytes);
      case Content.Children(List<Node> nodes) -> {
        writeListSize(nodes.size());
        nodes.forEach(this::write);
      }
    }
  }

  private void writeListSize(int size) {
    if (size == 0) {
      out.write(Tags.LIST_EMPTY);
    } else if (size <= 0xFF) {
      out.write(Tags.LIST_8);
      out.write(size);
    } else if (size <= MAX_LIST) {
      out.write(Tags.LIST_16);
      out.write(size >> 8);
      out.write(size);
    } else {
      throw new IllegalArgumentException("A node holds at most 65535 parts");
    }
  }

  /** A tag or an attribute's key, which is never read as an address. */
  private void writeName(String name) {
    if (!writeShort(name)) {
      writeBytes(name.getBytes(StandardCharsets.UTF_8));
    }
  }

  private void writeText(String text) {
    if (!writeShort(text)) {
      addressIn(text)
          .ifPresentOrElse(this::writeJid, () -> writeBytes(text.getBytes(StandardCharsets.UTF_8)));
    }
  }

  /** Writes one of the short forms, in the order that other clients use, if one fits. */
  private boolean writeShort(String text) {
    OptionalInt place = dictionary.place(text);
    if (place.isPresent()) {
      writeToken(place.getAsInt());
    } else if (PackedText.fitsNibbles(text)) {
      out.write(Tags.NIBBLE_8);
      out.writeBytes(PackedText.pack(text, false));
    } else if (PackedText.fitsHex(text)) {
      out.write(Tags.HEX_8);
      out.writeBytes(PackedText.pack(text, true));
    } else {
      return false;
    }
    return true;
  }

  private void writeToken(int place) {
    if (TokenDictionary.isPaged(place)) {
      out.write(Tags.DICTIONARY_0 + TokenDictionary.page(place));
    }
    out.write(TokenDictionary.code(place));
  }

  /** Only a text that reads back unchanged travels as an address; a push name may hold an '@'. */
  private static Optional<Jid> addressIn(String text) {
    if (text.indexOf('@') < 0) {
      return Optional.empty();
    }
    try {
      Jid jid = Jid.parse(text);
      boolean plain = jid.device() == 0 || jid.server().domain().isPresent();
      return Optional.of(jid)
          .filter(j -> plain && j.device() <= MAX_DEVICE && j.toString().equals(text));
    } catch (MalformedJidException e) {
      return Optional.empty();
    }
  }

  private void writeJid(Jid jid) {
    boolean hosted = jid.server() == Server.HOSTED || jid.server() == Server.HOSTED_LID;
    if (!jid.user().isEmpty() && (jid.device() > 0 || hosted)) {
      out.write(Tags.AD_JID);
      out.write(jid.server().domain().orElseThrow());
      out.write(jid.device());
      writeText(jid.user());
      return;
    }
    out.write(Tags.JID_PAIR);
    if (jid.user().isEmpty()) {
      out.write(Tags.LIST_EMPTY);
    } else {
      writeText(jid.user());
    }
    writeText(jid.server().text());
  }

  private void writeBytes(byte[] bytes) {
    int length = bytes.length;
    if (length <= 0xFF) {
      out.write(Tags.BINARY_8);
    } else if (length < 1 << 20) {
      out.write(Tags.BINARY_20);
      out.write(length >> 16);
      out.write(length >> 8);
    } else {
      out.write(Tags.BINARY_32);
      out.write(length >> 24);
      out.write(length >> 16);
      out.write(length >> 8);
    }
    out.write(length);
    out.writeBytes(bytes);
  }
}
