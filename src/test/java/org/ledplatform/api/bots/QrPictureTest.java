package org.ledplatform.api.bots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class QrPictureTest {

  private static final int SCALE = 5;

  /** As long as the texts that pair a device: five fields, four of them keys in Base64. */
  private static final String TEXT =
      "2@"
          + "a".repeat(140)
          + (",".concat(Base64.getEncoder().encodeToString(new byte[32]))).repeat(3)
          + ",1";

  @Test
  void drawsAPngThatAReaderReads() throws Exception {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(QrPicture.png(TEXT)));

    assertThat(read(image)).isEqualTo(TEXT);
    assertThat(image.getRGB(0, 0)).as("the quiet zone").isEqualTo(Color.WHITE.getRGB());
  }

  @Test
  void drawsAnSvgThatAReaderReads() throws Exception {
    Element svg = parse(QrPicture.svg(TEXT));
    int side = Integer.parseInt(svg.getAttribute("viewBox").split(" ")[2]);
    Element path = (Element) svg.getElementsByTagName("path").item(0);

    assertThat(read(paint(path.getAttribute("d"), side))).isEqualTo(TEXT);
  }

  @Test
  void refusesATextThatNoQrCanHold() {
    assertThatIllegalArgumentException().isThrownBy(() -> QrPicture.png("x".repeat(4000)));
  }

  private static Element parse(String svg) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    return factory
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
        .getDocumentElement();
  }

  private static BufferedImage paint(String path, int side) {
    BufferedImage image = new BufferedImage(side * SCALE, side * SCALE, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, side * SCALE, side * SCALE);
    graphics.setColor(Color.BLACK);
    Matcher run = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1h-\\3z").matcher(path);
    int end = 0;
    while (run.find()) {
      assertThat(run.start()).as("nothing between the runs").isEqualTo(end);
      graphics.fillRect(
          Integer.parseInt(run.group(1)) * SCALE,
          Integer.parseInt(run.group(2)) * SCALE,
          Integer.parseInt(run.group(3)) * SCALE,
          SCALE);
      end = run.end();
    }
    assertThat(end).isEqualTo(path.length());
    graphics.dispose();
    return image;
  }

  private static String read(BufferedImage image) throws IOException, ReaderException {
    int width = image.getWidth();
    int height = image.getHeight();
    int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
    return new QRCodeReader()
        .decode(
            new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, height, pixels))))
        .getText();
  }
}
