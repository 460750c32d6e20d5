package org.ledplatform.whatsapp.media;

import java.nio.charset.StandardCharsets;

/**
 * What a file is used as. The kind decides how its keys are derived, where it is uploaded and how
 * large it may be (protocol §10.1).
 */
public enum MediaKind {
  /** A picture. */
  IMAGE("Image", "/mms/image", 64),
  /** A film, with or without sound. */
  VIDEO("Video", "/mms/video", 2048),
  /** Sound, such as a voice note. */
  AUDIO("Audio", "/mms/audio", 256),
  /** Any file. */
  DOCUMENT("Document", "/mms/document", 2048),
  /** A WebP picture of 512 × 512. Its keys and its place are those of pictures. */
  STICKER("Image", "/mms/image", 4),
  /** The large preview of a link. */
  LINK_THUMBNAIL("Link Thumbnail", "/mms/image", 4),
  /** The large preview of a document, under the document's own key. */
  DOCUMENT_THUMBNAIL("Document Thumbnail", "/mms/image", 4),
  /** A part of the history that the phone sends to a new companion. */
  HISTORY("History", "/mms/md-app-state", 512),
  /** A snapshot or patches of the app state. */
  APP_STATE("App State", "/mms/md-app-state", 64);

  private static final long MEBIBYTE = 1024 * 1024;

  private final String keyName;
  private final String uploadPath;
  private final long maxLength;

  MediaKind(String keyName, String uploadPath, long maxMebibytes) {
    this.keyName = keyName;
    this.uploadPath = uploadPath;
    this.maxLength = maxMebibytes * MEBIBYTE;
  }

  /** The {@code info} of HKDF for keys of this kind. */
  public byte[] keyInfo() {
    return ("WhatsApp " + keyName + " Keys").getBytes(StandardCharsets.US_ASCII);
  }

  /** The path under which media hosts take such files. */
  public String uploadPath() {
    return uploadPath;
  }

  /** The largest file that we send or fetch, in bytes. */
  public long maxLength() {
    return maxLength;
  }

  /** Whether such a file is played while it arrives, so that a streaming sidecar goes with it. */
  public boolean streams() {
    return this == AUDIO || this == VIDEO;
  }
}
