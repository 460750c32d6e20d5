package org.ledplatform.api;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.ledplatform.api.problem.ProblemException;

/**
 * A body that ends the request with 413 when it turns out longer than allowed.
 *
 * <p>What nobody wants of it is read and thrown away, up to a bound: a client of HTTP/2 whose body
 * nobody takes does not look at the answer, because the window of its stream is full. So whoever
 * refuses a request because of its beginning closes its body first.
 */
final class BoundedInput extends FilterInputStream {

  /** How much of a body is read and thrown away beyond what is allowed. */
  private static final long MORE_THROWN_AWAY = 4L * 1024 * 1024;

  private final long limit;
  private long seen;
  private boolean thrownAway;

  BoundedInput(InputStream body, long limit) {
    super(body);
    this.limit = limit;
  }

  @Override
  public int read() throws IOException {
    int next = super.read();
    if (next >= 0) {
      count(1);
    }
    return next;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int read = super.read(into, offset, length);
    if (read > 0) {
      count(read);
    }
    return read;
  }

  @Override
  public long skip(long wanted) throws IOException {
    long skipped = super.skip(wanted);
    count(skipped);
    return skipped;
  }

  private void count(long bytes) throws IOException {
    seen += bytes;
    if (seen > limit) {
      throw refuse();
    }
  }

  /** Reads on and makes the refusal. */
  ProblemException refuse() throws IOException {
    throwRestAway();
    return ProblemException.tooLarge(limit);
  }

  private void throwRestAway() throws IOException {
    byte[] away = new byte[8192];
    while (!thrownAway) {
      int now = in.read(away);
      seen += Math.max(0, now);
      thrownAway = now < 0 || seen >= limit + MORE_THROWN_AWAY;
    }
  }

  /** Takes the rest, so that the client looks at the answer. */
  @Override
  public void close() throws IOException {
    throwRestAway();
    super.close();
  }
}
