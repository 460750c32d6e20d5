package org.ledplatform.whatsapp.content;

import org.ledplatform.whatsapp.media.MediaReference;

/** Content whose file travels beside the message (protocol §10). */
public sealed interface Attachment extends Content permits Audio, Document, Image, Sticker, Video {

  /** Where the file is and how to read it. */
  MediaReference media();

  /** What kind of file it is, as the sender says; empty text when the sender does not. */
  String mimetype();
}
