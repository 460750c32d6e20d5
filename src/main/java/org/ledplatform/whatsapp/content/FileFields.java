package org.ledplatform.whatsapp.content;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.MessageOrBuilder;
import org.ledplatform.whatsapp.media.MediaKind;
import org.ledplatform.whatsapp.media.MediaReference;

/**
 * The fields that say where a file is and how it opens (protocol §10.1). Every kind of content that
 * has a file has them, under the same names but other numbers, so they are found by name.
 */
final class FileFields {

  private static final String URL = "url";
  private static final String PATH = "directPath";
  private static final String KEY = "mediaKey";
  private static final String KEY_TIME = "mediaKeyTimestamp";
  private static final String HASH = "fileSha256";
  private static final String ENCRYPTED_HASH = "fileEncSha256";
  private static final String LENGTH = "fileLength";

  private FileFields() {}

  /**
   * @throws org.ledplatform.whatsapp.media.MalformedReferenceException when the file is not
   *     described properly
   */
  static MediaReference read(MediaKind kind, MessageOrBuilder content) {
    return new MediaReference(
        kind,
        (String) value(content, URL),
        (String) value(content, PATH),
        bytes(content, KEY),
        bytes(content, HASH),
        bytes(content, ENCRYPTED_HASH),
        (long) value(content, LENGTH),
        Limits.instant((long) value(content, KEY_TIME)));
  }

  /** The builder, with these fields set. */
  static <B extends Message.Builder> B write(B content, MediaReference file) {
    content
        .setField(field(content, URL), file.url())
        .setField(field(content, PATH), file.directPath())
        .setField(field(content, KEY), ByteString.copyFrom(file.mediaKey()))
        .setField(field(content, HASH), ByteString.copyFrom(file.fileSha256()))
        .setField(field(content, ENCRYPTED_HASH), ByteString.copyFrom(file.encryptedSha256()))
        .setField(field(content, LENGTH), file.length())
        .setField(field(content, KEY_TIME), file.keyTime().getEpochSecond());
    return content;
  }

  private static byte[] bytes(MessageOrBuilder content, String name) {
    return ((ByteString) value(content, name)).toByteArray();
  }

  private static Object value(MessageOrBuilder content, String name) {
    return content.getField(field(content, name));
  }

  private static FieldDescriptor field(MessageOrBuilder content, String name) {
    return content.getDescriptorForType().findFieldByName(name);
  }
}
