package org.ledplatform.whatsapp.content;

/**
 * What a message says: the payload without who, where and when (protocol §8.8, §12). Immutable.
 *
 * <p>{@link ContentReader} and {@link ContentWriter} translate from and to what travels.
 */
public sealed interface Content
    permits AboutMessage,
        Album,
        Attachment,
        Choice,
        ContactCards,
        EphemeralSetting,
        GroupInvite,
        LiveLocation,
        Location,
        Menu,
        Poll,
        Text,
        Unsupported {

  /** What a person reads: the text, the caption or the label; empty text when there is none. */
  default String text() {
    return "";
  }
}
