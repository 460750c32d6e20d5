package org.ledplatform.whatsapp.node;

import java.nio.charset.StandardCharsets;
import org.ledplatform.whatsapp.jid.Server;

/** Reads the texts inside a node in all their forms (protocol §4.1, §4.2). */
final class TextDecoder {

  private final TokenDictionary dictionary;
  private final ByteCursor in;

  TextDecoder(TokenDictionary dictionary, ByteCursor in) {
    this.dictionary = dictionary;
    this.in = in;
  }

  /** A tag or an attribute's key: a plain text that is not empty. */
  String name(int tag) {
    String name = plain(tag);
    if (name.isEmpty()) {
      throw new MalformedNodeException("An empty name");
    }
    return name;
  }

  /** Any text; addresses become their text form. */
  String text(int tag) {
    return switch (tag) {
      case Tags.JID_PAIR -> plain(in.u8()) + "@" + name(in.u8());
      case Tags.AD_JID -> deviceJid();
      case Tags.FB_JID -> {
        String user = plain(in.u8());
        int device = in.u16();
        yield withDevice(user, device) + "@" + name(in.u8());
      }
      case Tags.INTEROP_JID -> {
        String user = plain(in.u8());
        int device = in.u16();
        String owner = in.u16() + "-" + user;
        yield withDevice(owner, device) + "@" + name(in.u8());
      }
      default -> plain(tag);
    };
  }

  /** The bytes of one of the three binary forms. */
  byte[] bytes(int tag) {
    return switch (tag) {
      case Tags.BINARY_8 -> in.take(in.u8());
      case Tags.BINARY_20 -> in.take(in.u20());
      case Tags.BINARY_32 -> in.take(in.length32());
      default -> throw new MalformedNodeException("Bytes were expected");
    };
  }

  /** A text that is no address; addresses hold these, never one another. */
  private String plain(int tag) {
    if (tag == Tags.LIST_EMPTY) {
      return "";
    }
    if (tag <= Tags.LAST_SINGLE) {
      return dictionary.single(tag);
    }
    if (tag <= Tags.DICTIONARY_3) {
      return dictionary.paged(tag - Tags.DICTIONARY_0, in.u8());
    }
    return switch (tag) {
      case Tags.NIBBLE_8 -> packed(false);
      case Tags.HEX_8 -> packed(true);
      case Tags.BINARY_8, Tags.BINARY_20, Tags.BINARY_32 ->
          new String(bytes(tag), StandardCharsets.UTF_8);
      default -> throw new MalformedNodeException("A text was expected");
    };
  }

  private String packed(boolean hex) {
    int header = in.u8();
    return PackedText.unpack(in.take(header & 0x7F), (header & 0x80) != 0, hex);
  }

  private String deviceJid() {
    Server server =
        Server.ofDomain(in.u8())
            .orElseThrow(() -> new MalformedNodeException("An address of an unknown domain"));
    int device = in.u8();
    return withDevice(plain(in.u8()), device) + "@" + server.text();
  }

  private static String withDevice(String user, int device) {
    return device == 0 ? user : user + ":" + device;
  }
}
