package org.ledplatform.whatsapp.media;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;
import org.ledplatform.whatsapp.crypto.AesGcm;
import org.ledplatform.whatsapp.crypto.CipherException;
import org.ledplatform.whatsapp.crypto.Hkdf;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.node.UnexpectedNodeException;
import org.ledplatform.whatsapp.proto.MediaRetryNotification;
import org.ledplatform.whatsapp.proto.ServerErrorReceipt;

/**
 * What a device and its phone say to each other about a file that the hosts lost (protocol §10.5).
 * Both directions are encrypted under a key that comes from the file's own: whoever cannot read the
 * message can neither ask nor answer. Stateless.
 */
public final class MediaRetry {

  private static final byte[] INFO =
      "WhatsApp Media Retry Notification".getBytes(StandardCharsets.US_ASCII);
  private static final int KEY_LENGTH = 32;
  private static final int IV_LENGTH = 12;

  private MediaRetry() {}

  /** What a phone says. */
  public sealed interface Outcome {
    /** The file is on the hosts again. */
    record Moved(String directPath) implements Outcome {
      /** The path leads to the file, so logs do not see it. */
      @Override
      public String toString() {
        return "Moved[…]";
      }
    }

    /** The phone does not have the file any more. */
    record NotFound() implements Outcome {}

    /** The phone could not do it. */
    record Failed() implements Outcome {}
  }

  /** The {@code <encrypt>} of a question. */
  public static Node question(byte[] mediaKey, String messageId, SecureRandom random) {
    return sealed(
        mediaKey,
        messageId,
        ServerErrorReceipt.newBuilder().setStanzaId(messageId).build().toByteArray(),
        random);
  }

  /** Whether this {@code <encrypt>} asks for this message, said by who knows its key. */
  public static boolean asks(byte[] mediaKey, String messageId, Node encrypt) {
    try {
      ServerErrorReceipt asked = ServerErrorReceipt.parseFrom(opened(mediaKey, messageId, encrypt));
      return asked.getStanzaId().equals(messageId);
    } catch (InvalidProtocolBufferException | CipherException | UnexpectedNodeException _) {
      return false;
    }
  }

  /** The {@code <encrypt>} of an answer. */
  public static Node answer(
      byte[] mediaKey, String messageId, Outcome outcome, SecureRandom random) {
    MediaRetryNotification.Builder told =
        MediaRetryNotification.newBuilder().setStanzaId(messageId);
    switch (outcome) {
      case Outcome.Moved(String directPath) ->
          told.setDirectPath(directPath).setResult(MediaRetryNotification.Result.SUCCESS);
      case Outcome.NotFound _ -> told.setResult(MediaRetryNotification.Result.NOT_FOUND);
      case Outcome.Failed _ -> told.setResult(MediaRetryNotification.Result.GENERAL_ERROR);
    }
    return sealed(mediaKey, messageId, told.build().toByteArray(), random);
  }

  /**
   * Reads a {@code <notification type=mediaretry>}.
   *
   * @return empty when it is not from who knows the key, or speaks of another message
   */
  public static Optional<Outcome> outcome(byte[] mediaKey, String messageId, Node notification) {
    Optional<Node> encrypt = notification.child("encrypt");
    if (encrypt.isEmpty()) {
      return notification.child("error").map(MediaRetry::refused);
    }
    try {
      MediaRetryNotification told =
          MediaRetryNotification.parseFrom(opened(mediaKey, messageId, encrypt.get()));
      return told.getStanzaId().equals(messageId) ? Optional.of(said(told)) : Optional.empty();
    } catch (InvalidProtocolBufferException | CipherException | UnexpectedNodeException _) {
      return Optional.empty();
    }
  }

  private static Outcome refused(Node error) {
    return error.has("code", "2") ? new Outcome.NotFound() : new Outcome.Failed();
  }

  private static Outcome said(MediaRetryNotification told) {
    return switch (told.getResult()) {
      case SUCCESS ->
          told.getDirectPath().startsWith("/")
              ? new Outcome.Moved(told.getDirectPath())
              : new Outcome.Failed();
      case NOT_FOUND -> new Outcome.NotFound();
      case GENERAL_ERROR, DECRYPTION_ERROR -> new Outcome.Failed();
    };
  }

  private static Node sealed(byte[] mediaKey, String messageId, byte[] plain, SecureRandom random) {
    byte[] iv = new byte[IV_LENGTH];
    random.nextBytes(iv);
    byte[] sealed = AesGcm.encrypt(key(mediaKey), iv, associated(messageId), plain);
    return Node.of("encrypt", Node.of("enc_p", sealed), Node.of("enc_iv", iv));
  }

  private static byte[] opened(byte[] mediaKey, String messageId, Node encrypt) {
    byte[] iv = encrypt.requireChild("enc_iv").bytes(IV_LENGTH);
    byte[] sealed = encrypt.requireChild("enc_p").bytes();
    return AesGcm.decrypt(key(mediaKey), iv, associated(messageId), sealed);
  }

  private static byte[] key(byte[] mediaKey) {
    return Hkdf.derive(mediaKey, new byte[0], INFO, KEY_LENGTH);
  }

  private static byte[] associated(String messageId) {
    return messageId.getBytes(StandardCharsets.UTF_8);
  }
}
