package org.ledplatform.api.sandbox;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ledplatform.api.json.Fields;
import org.ledplatform.sandbox.control.NewPhone;
import org.ledplatform.sandbox.control.Reads;
import org.ledplatform.sandbox.control.SendRequest;
import org.ledplatform.sandbox.control.ShownMessage;

/** The bodies of the sandbox paths. Texts are private, so no body prints itself. */
final class SandboxBodies {

  private SandboxBodies() {}

  /** A virtual person that somebody wants. */
  record PhoneBody(@Nullable String name, @Nullable String phoneNumber, @Nullable String reads) {
    NewPhone toNewPhone() {
      Fields fields = new Fields();
      String wanted = fields.required("name", name);
      fields.check();
      return new NewPhone(
          wanted, Optional.ofNullable(phoneNumber), Reads.of(Optional.ofNullable(reads)));
    }
  }

  /** A QR to scan; a secret. */
  record ScanBody(@Nullable String qr) {
    String text() {
      Fields fields = new Fields();
      String text = fields.required("qr", qr);
      fields.check();
      return text;
    }

    @Override
    public String toString() {
      return "ScanBody[…]";
    }
  }

  /** A pairing code to type; a secret. */
  record CodeBody(@Nullable String code) {
    String text() {
      Fields fields = new Fields();
      String text = fields.required("code", code);
      fields.check();
      return text;
    }

    @Override
    public String toString() {
      return "CodeBody[…]";
    }
  }

  /** A chat to read. */
  record ReadBody(@Nullable String chat) {
    String where() {
      Fields fields = new Fields();
      String wanted = fields.required("chat", chat);
      fields.check();
      return wanted;
    }

    @Override
    public String toString() {
      return "ReadBody[…]";
    }
  }

  /** A voice note to listen to. */
  record PlayBody(@Nullable String messageId) {
    String which() {
      Fields fields = new Fields();
      String wanted = fields.required("messageId", messageId);
      fields.check();
      return wanted;
    }
  }

  /** What a person writes. */
  record SendBody(
      @Nullable String to,
      @Nullable String text,
      @Nullable MediaBody media,
      @Nullable String quotedMessageId,
      @Nullable List<String> mentions,
      @Nullable ReactionBody reaction,
      @Nullable EditBody edit,
      @Nullable String delete) {

    SendRequest toRequest() {
      Fields fields = new Fields();
      String receiver = fields.required("to", to);
      Optional<SendRequest.Media> file =
          Optional.ofNullable(media).map(given -> given.toMedia(fields));
      Optional<SendRequest.Reaction> emoji =
          Optional.ofNullable(reaction).map(given -> given.toReaction(fields));
      Optional<SendRequest.Edit> change =
          Optional.ofNullable(edit).map(given -> given.toEdit(fields));
      fields.check();
      return new SendRequest(
          receiver,
          Optional.ofNullable(text),
          file,
          Optional.ofNullable(quotedMessageId),
          mentions == null ? List.of() : mentions,
          emoji,
          change,
          Optional.ofNullable(delete));
    }

    @Override
    public String toString() {
      return "SendBody[…]";
    }
  }

  /** A file to send. */
  record MediaBody(
      @Nullable String url,
      @JsonDeserialize(using = Base64Bytes.class) byte @Nullable [] base64,
      @Nullable String mimeType,
      @Nullable String caption,
      @Nullable String fileName) {
    SendRequest.Media toMedia(Fields fields) {
      return new SendRequest.Media(
          Optional.ofNullable(url),
          Optional.<byte[]>ofNullable(base64),
          fields.required("media.mimeType", mimeType),
          Optional.ofNullable(caption),
          Optional.ofNullable(fileName));
    }
  }

  /** An emoji on a message. */
  record ReactionBody(@Nullable String messageId, @Nullable String emoji) {
    SendRequest.Reaction toReaction(Fields fields) {
      return new SendRequest.Reaction(
          fields.required("reaction.messageId", messageId),
          fields.required("reaction.emoji", emoji));
    }
  }

  /** Another text for a message. */
  record EditBody(@Nullable String messageId, @Nullable String text) {
    SendRequest.Edit toEdit(Fields fields) {
      return new SendRequest.Edit(
          fields.required("edit.messageId", messageId), fields.required("edit.text", text));
    }
  }

  /** What a phone shows: written as a bare array. */
  record Shown(@JsonValue List<MessageJson> messages) {
    static Shown of(List<ShownMessage> messages) {
      return new Shown(messages.stream().map(MessageJson::of).toList());
    }
  }

  /** A file beside a message. */
  record FileJson(String mimeType, long size, @Nullable String fileName) {
    static FileJson of(ShownMessage.Media media) {
      return new FileJson(media.mimeType(), media.size(), media.fileName().orElse(null));
    }
  }

  /** A message as a phone shows it. */
  record MessageJson(
      String id,
      String chat,
      String from,
      boolean fromMe,
      String kind,
      String text,
      @Nullable FileJson media,
      List<ShownMessage.Option> poll,
      ShownMessage.@Nullable Quoted quoted,
      List<ShownMessage.Reaction> reactions,
      boolean edited,
      boolean deleted,
      Instant timestamp,
      String status,
      boolean played) {
    static MessageJson of(ShownMessage shown) {
      return new MessageJson(
          shown.id(),
          shown.chat(),
          shown.from(),
          shown.fromMe(),
          shown.kind(),
          shown.text(),
          shown.media().map(FileJson::of).orElse(null),
          shown.poll(),
          shown.quoted().orElse(null),
          shown.reactions(),
          shown.edited(),
          shown.deleted(),
          shown.timestamp(),
          shown.status().name().toLowerCase(Locale.ROOT),
          shown.played());
    }

    @Override
    public String toString() {
      return "MessageJson[id=" + id + "]";
    }
  }
}
