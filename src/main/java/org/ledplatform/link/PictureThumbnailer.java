package org.ledplatform.link;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.ledplatform.whatsapp.media.MediaSource;
import org.ledplatform.whatsapp.media.Thumbnailer;

/**
 * Small pictures of JPEG and PNG by the JDK's own decoders. What a file says of its size is looked
 * at before anything is decoded, and only every n-th pixel is kept. One picture at a time in all:
 * the decoders hold a processor. Safe for use by many threads; share one object.
 */
public final class PictureThumbnailer implements Thumbnailer {

  /** Pixels of the longer side; official apps take 32 to 72 (protocol §10.4). */
  static final int SIDE = 72;

  static final int MOST_BYTES = 10_000;
  private static final int MOST_FILE = 10 * 1024 * 1024;
  private static final long MOST_PIXELS = 32_000_000;
  private static final float[] QUALITIES = {0.7f, 0.3f};

  private final Semaphore turn = new Semaphore(1);

  @Override
  public Optional<Thumbnail> of(MediaSource picture) {
    turn.acquireUninterruptibly();
    try {
      return made(picture);
    } catch (IOException | RuntimeException _) {
      // Decoders throw whatever comes to them at broken files; such a picture goes without.
      return Optional.empty();
    } finally {
      turn.release();
    }
  }

  private static Optional<Thumbnail> made(MediaSource picture) throws IOException {
    byte[] file;
    try (InputStream in = picture.open()) {
      file = in.readNBytes(MOST_FILE + 1);
    }
    Optional<ImageReader> decoder =
        file.length > MOST_FILE
            ? Optional.empty()
            : PictureFormat.of(file).flatMap(PictureThumbnailer::decoder);
    if (decoder.isEmpty()) {
      return Optional.empty();
    }
    ImageReader reader = decoder.get();
    try {
      reader.setInput(new MemoryCacheImageInputStream(new ByteArrayInputStream(file)), true, true);
      return shrunk(reader);
    } finally {
      reader.dispose();
    }
  }

  private static Optional<ImageReader> decoder(String format) {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
    return readers.hasNext() ? Optional.of(readers.next()) : Optional.empty();
  }

  private static Optional<Thumbnail> shrunk(ImageReader reader) throws IOException {
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    if (width < 1 || height < 1 || (long) width * height > MOST_PIXELS) {
      return Optional.empty();
    }
    int step = Math.max(1, Math.max(width, height) / (2 * SIDE));
    ImageReadParam some = reader.getDefaultReadParam();
    some.setSourceSubsampling(step, step, 0, 0);
    BufferedImage small = drawn(reader.read(0, some), width, height);
    for (float quality : QUALITIES) {
      byte[] jpeg = jpeg(small, quality);
      if (jpeg.length <= MOST_BYTES) {
        return Optional.of(new Thumbnail(jpeg, width, height));
      }
    }
    return Optional.empty();
  }

  /** JPEG knows no transparency: what is behind is white, as in the apps. */
  private static BufferedImage drawn(BufferedImage picture, int width, int height) {
    double scale = Math.min(1, (double) SIDE / Math.max(width, height));
    int smallWidth = Math.max(1, (int) Math.round(width * scale));
    int smallHeight = Math.max(1, (int) Math.round(height * scale));
    BufferedImage small = new BufferedImage(smallWidth, smallHeight, BufferedImage.TYPE_INT_RGB);
    Graphics2D brush = small.createGraphics();
    try {
      brush.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
      brush.drawImage(picture, 0, 0, smallWidth, smallHeight, Color.WHITE, null);
    } finally {
      brush.dispose();
    }
    return small;
  }

  private static byte[] jpeg(BufferedImage picture, float quality) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam how = writer.getDefaultWriteParam();
      how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      how.setCompressionQuality(quality);
      writer.setOutput(out);
      writer.write(null, new IIOImage(picture, null, null), how);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
