package org.ledplatform.api.bots;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import javax.imageio.ImageIO;

/** A text as a QR to look at. */
final class QrPicture {

  /** White around the code, in modules, as ISO/IEC 18004 asks for. */
  private static final int QUIET_ZONE = 4;

  private static final int PIXELS_PER_MODULE = 6;

  private QrPicture() {}

  /** A PNG, black on white. */
  static byte[] png(String text) {
    BitMatrix modules = modules(text);
    int side = modules.getWidth() * PIXELS_PER_MODULE;
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_BINARY);
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        boolean black = modules.get(x / PIXELS_PER_MODULE, y / PIXELS_PER_MODULE);
        image.setRGB(x, y, black ? 0x000000 : 0xFFFFFF);
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** An SVG whose unit is one module; a path with one run per stroke, so it stays small. */
  static String svg(String text) {
    BitMatrix modules = modules(text);
    int side = modules.getWidth();
    StringBuilder path = new StringBuilder();
    for (int y = 0; y < side; y++) {
      int x = 0;
      while (x < side) {
        int start = x;
        while (x < side && modules.get(x, y)) {
          x++;
        }
        if (x > start) {
          path.append('M').append(start).append(' ').append(y).append('h').append(x - start);
          path.append("v1h-").append(x - start).append('z');
        }
        x++;
      }
    }
    return """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %1$d" shape-rendering="crispEdges">\
    <rect width="%1$d" height="%1$d" fill="#fff"/><path d="%2$s" fill="#000"/></svg>
    """
        .formatted(side, path);
  }

  private static BitMatrix modules(String text) {
    try {
      // Width and height 0: one module is one unit, the quiet zone included.
      return new QRCodeWriter()
          .encode(
              text,
              BarcodeFormat.QR_CODE,
              0,
              0,
              Map.of(
                  EncodeHintType.ERROR_CORRECTION,
                  ErrorCorrectionLevel.L,
                  EncodeHintType.MARGIN,
                  QUIET_ZONE));
    } catch (WriterException e) {
      throw new IllegalArgumentException("This text does not fit a QR code", e);
    }
  }
}
