package org.ledplatform.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ledplatform.whatsapp.media.MediaSource;
import org.ledplatform.whatsapp.media.Thumbnailer.Thumbnail;

class PictureThumbnailerTest {

  private final PictureThumbnailer thumbnailer = new PictureThumbnailer();

  private Optional<Thumbnail> of(byte[] file) {
    return thumbnailer.of(MediaSource.of(file));
  }

  private static BufferedImage picture(int width, int height, int type, Color color) {
    BufferedImage picture = new BufferedImage(width, height, type);
    Graphics2D brush = picture.createGraphics();
    brush.setColor(color);
    brush.fillRect(0, 0, width, height);
    brush.dispose();
    return picture;
  }

  private static byte[] file(BufferedImage picture, String format) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    assertThat(ImageIO.write(picture, format, file)).isTrue();
    return file.toByteArray();
  }

  private static BufferedImage read(Thumbnail thumbnail) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(thumbnail.jpeg()));
  }

  @ParameterizedTest
  @CsvSource({
    "png,1920,1080,72,41",
    "jpeg,1080,1920,41,72",
    "png,72,72,72,72",
    "png,10,7,10,7",
    "jpeg,4000,1,72,1",
    "png,1,3000,1,72"
  })
  void makesASmallPictureAndTellsTheSizeOfTheLargeOne(
      String format, int width, int height, int smallWidth, int smallHeight) throws IOException {
    BufferedImage large = picture(width, height, BufferedImage.TYPE_INT_RGB, Color.RED);
    Thumbnail thumbnail = of(file(large, format)).orElseThrow();
    assertThat(thumbnail.width()).isEqualTo(width);
    assertThat(thumbnail.height()).isEqualTo(height);
    BufferedImage small = read(thumbnail);
    assertThat(small.getWidth()).isEqualTo(smallWidth);
    assertThat(small.getHeight()).isEqualTo(smallHeight);
    Color middle = new Color(small.getRGB(smallWidth / 2, smallHeight / 2));
    assertThat(middle.getRed()).isGreaterThan(240);
    assertThat(middle.getBlue()).isLessThan(20);
  }

  @Test
  void whatIsTransparentIsWhite() throws IOException {
    Color nothing = new Color(0, 0, 0, 0);
    byte[] png = file(picture(300, 300, BufferedImage.TYPE_INT_ARGB, nothing), "png");
    assertThat(new Color(read(of(png).orElseThrow()).getRGB(30, 30))).isEqualTo(Color.WHITE);
  }

  @Test
  void evenTheRichestPictureBecomesASmallOne() throws IOException {
    BufferedImage noise = new BufferedImage(500, 500, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(1);
    for (int i = 0; i < 250_000; i++) {
      noise.setRGB(i % 500, i / 500, random.nextInt());
    }
    assertThat(of(file(noise, "png")).orElseThrow().jpeg())
        .hasSizeLessThanOrEqualTo(PictureThumbnailer.MOST_BYTES);
  }

  /** Nothing of it is decoded: that would take gigabytes, or minutes. */
  @ParameterizedTest
  @CsvSource({"50000,50000", "2147483647,2147483647", "2147483647,1", "32001,1000", "0,5"})
  void believesNoPictureThatClaimsTooManyPixels(int width, int height) throws IOException {
    byte[] png = file(picture(10, 10, BufferedImage.TYPE_INT_RGB, Color.RED), "png");
    ByteBuffer header = ByteBuffer.wrap(png);
    header.putInt(16, width).putInt(20, height);
    CRC32 crc = new CRC32();
    crc.update(png, 12, 17);
    header.putInt(29, (int) crc.getValue());
    assertThat(of(png)).isEmpty();
  }

  @Test
  void decodesNoPictureOfEndlessScans() throws IOException {
    byte[] jpeg = progressive(picture(200, 200, BufferedImage.TYPE_INT_RGB, Color.RED));
    assertThat(of(jpeg)).isPresent();
    int last = jpeg.length - 2;
    while (jpeg[last] != (byte) 0xFF || jpeg[last + 1] != (byte) 0xDA) {
      last--;
    }
    byte[] scan = Arrays.copyOfRange(jpeg, last, jpeg.length - 2);
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    bomb.write(jpeg, 0, last);
    for (int i = 0; i < 10_000; i++) {
      bomb.write(scan);
    }
    bomb.write(jpeg, jpeg.length - 2, 2);
    assertThat(of(bomb.toByteArray())).isEmpty();
  }

  private static byte[] progressive(BufferedImage picture) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam how = writer.getDefaultWriteParam();
    how.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(file)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(picture, null, null), how);
    }
    return file.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg"})
  void survivesFilesThatEndAnywhereAndAreDamagedAnywhere(String format) throws IOException {
    byte[] whole = file(picture(100, 60, BufferedImage.TYPE_INT_RGB, Color.BLUE), format);
    for (int length = 0; length < whole.length; length += 3) {
      assertSmallIfAny(Arrays.copyOf(whole, length));
      byte[] damaged = whole.clone();
      damaged[length] ^= 0x55;
      assertSmallIfAny(damaged);
    }
  }

  private void assertSmallIfAny(byte[] file) {
    of(file)
        .ifPresent(
            thumbnail ->
                assertThat(thumbnail.jpeg())
                    .hasSizeLessThanOrEqualTo(PictureThumbnailer.MOST_BYTES));
  }

  @Test
  void whatIsNoPictureHasNoSmallOne() throws IOException {
    assertThat(of(new byte[0])).isEmpty();
    assertThat(of(file(picture(9, 9, BufferedImage.TYPE_INT_RGB, Color.RED), "gif"))).isEmpty();
    assertThat(of("RIFF....WEBPVP8X".getBytes(StandardCharsets.US_ASCII))).isEmpty();
    byte[] tooLarge =
        Arrays.copyOf(
            file(picture(9, 9, BufferedImage.TYPE_INT_RGB, Color.RED), "png"),
            10 * 1024 * 1024 + 1);
    assertThat(of(tooLarge)).isEmpty();
    assertThat(
            thumbnailer.of(
                () -> {
                  throw new IOException("not readable");
                }))
        .isEmpty();
  }
}
