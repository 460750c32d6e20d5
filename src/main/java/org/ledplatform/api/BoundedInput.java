package org.ledplatform.api;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.ledplatform.api.problem.ProblemException;

/** A body that ends the request with 413 when it turns out longer than allowed. */
final class BoundedInput extends FilterInputStream {

  private final long limit;
  private long seen;

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

  private void count(long bytes) {
    seen += bytes;
    if (seen > limit) {
      throw ProblemException.tooLarge(limit);
    }
  }
}
