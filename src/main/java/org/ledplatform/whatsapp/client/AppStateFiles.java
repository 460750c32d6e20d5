package org.ledplatform.whatsapp.client;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.ledplatform.whatsapp.media.MalformedReferenceException;
import org.ledplatform.whatsapp.media.MediaKind;
import org.ledplatform.whatsapp.media.MediaReference;
import org.ledplatform.whatsapp.proto.ExternalBlobReference;

/** Fetches the snapshots and long patches of the app state, each at most 32 MiB. */
final class AppStateFiles {

  private static final int MAX_LENGTH = 32 * 1024 * 1024;
  private static final int MAX_DEPTH = 32;

  private final Blobs blobs;
  private final Executor lane;

  AppStateFiles(Blobs blobs, Executor lane) {
    this.blobs = blobs;
    this.lane = lane;
  }

  /**
   * Fetches and parses one file.
   *
   * @param got hears the content, on the lane
   * @param failed hears why there is none, on the lane
   */
  <T> void fetch(
      ExternalBlobReference place, Parser<T> parser, Consumer<T> got, Consumer<String> failed) {
    MediaReference reference;
    try {
      reference =
          new MediaReference(
              MediaKind.APP_STATE,
              "",
              place.getDirectPath(),
              place.getMediaKey().toByteArray(),
              place.getFileSha256().toByteArray(),
              place.getFileEncSha256().toByteArray(),
              place.getFileSizeBytes(),
              Instant.EPOCH);
    } catch (MalformedReferenceException e) {
      failed.accept(String.valueOf(e.getMessage()));
      return;
    }
    Bounded content = new Bounded();
    var _ =
        blobs
            .fetch(reference, () -> content)
            .whenCompleteAsync(
                (_, failure) -> {
                  if (failure == null) {
                    parse(content, parser, got, failed);
                  } else {
                    failed.accept(Media.words(failure));
                  }
                },
                lane);
  }

  private static <T> void parse(
      Bounded content, Parser<T> parser, Consumer<T> got, Consumer<String> failed) {
    T parsed;
    try {
      CodedInputStream in = CodedInputStream.newInstance(content.bytes.toByteArray());
      in.setRecursionLimit(MAX_DEPTH);
      parsed = parser.parseFrom(in);
    } catch (InvalidProtocolBufferException _) {
      failed.accept("a file of the app state cannot be read");
      return;
    }
    got.accept(parsed);
  }

  private static final class Bounded extends OutputStream {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
      if (bytes.size() + length > MAX_LENGTH) {
        throw new IOException("A file of the app state is too long");
      }
      bytes.write(from, offset, length);
    }
  }
}
