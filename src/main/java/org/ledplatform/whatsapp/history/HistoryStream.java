package org.ledplatform.whatsapp.history;

import java.io.OutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Takes one compressed part of the history as it comes in and tells what is in it. Memory is
 * bounded by one message, time and output by a limit: what inflates beyond it is no history. For
 * one thread.
 */
public class HistoryStream extends OutputStream {

  /** More than the history of the most talkative account inflates to. */
  public static final long MAX_INFLATED = 2L * 1024 * 1024 * 1024;

  private static final int CHUNK = 16 * 1024;

  private final Inflater inflater = new Inflater();
  private final byte[] chunk = new byte[CHUNK];
  private final HistoryFields fields;
  private final long limit;
  private long inflated;
  private boolean closed;

  /**
   * @param limit in bytes, of what the part may inflate to
   */
  public HistoryStream(HistoryListener listener, long limit) {
    this.fields = new HistoryFields(new HistoryReading(listener));
    this.limit = limit;
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  /**
   * Takes the next bytes.
   *
   * @throws HistoryException when they are no history
   */
  @Override
  public void write(byte[] bytes, int offset, int length) {
    inflater.setInput(bytes, offset, length);
    try {
      int got = inflater.inflate(chunk);
      while (got > 0) {
        inflated += got;
        if (inflated > limit) {
          throw new HistoryException("A part of the history inflates to more than is sensible");
        }
        fields.feed(chunk, got);
        got = inflater.inflate(chunk);
      }
    } catch (DataFormatException e) {
      throw new HistoryException("A part of the history is not compressed as it should be", e);
    }
    if (inflater.needsDictionary() || (inflater.finished() && inflater.getRemaining() > 0)) {
      throw new HistoryException("A part of the history is not compressed as it should be");
    }
  }

  /**
   * The part is complete.
   *
   * @throws HistoryException when it is not
   */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    boolean complete = inflater.finished() && fields.atEnd();
    inflater.end();
    if (!complete) {
      throw new HistoryException("A part of the history ends too soon");
    }
  }
}
