package org.ledplatform.web;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import com.google.zxing.qrcode.encoder.QRCode;

/**
 * Draws a QR code as SVG: one path, a unit per module, with the four modules of quiet zone that ISO
 * 18004 asks for. It scales without blur, and needs no style attribute, which the pages' content
 * security policy would refuse.
 */
final class QrSvg {

  private static final int QUIET = 4;

  private QrSvg() {}

  /**
   * The SVG element for this text.
   *
   * @param title what a screen reader says; is escaped here
   * @throws IllegalArgumentException when the text is empty or too long for a QR code
   */
  static String draw(String text, String title) {
    ByteMatrix modules = encode(text);
    int size = modules.getWidth() + 2 * QUIET;
    return """
    <svg class="qr" xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 %1$d %1$d" \
    shape-rendering="crispEdges"><title>%2$s</title>\
    <rect width="%1$d" height="%1$d" fill="#fff"/><path fill="#000" d="%3$s"/></svg>\
    """
        .formatted(size, escape(title), path(modules));
  }

  private static ByteMatrix encode(String text) {
    try {
      QRCode code = Encoder.encode(text, ErrorCorrectionLevel.L);
      return code.getMatrix();
    } catch (WriterException e) {
      throw new IllegalArgumentException("This text does not fit a QR code", e);
    }
  }

  /** Runs of dark modules in a row become one rectangle each. */
  private static String path(ByteMatrix modules) {
    StringBuilder path = new StringBuilder();
    for (int y = 0; y < modules.getHeight(); y++) {
      int x = 0;
      while (x < modules.getWidth()) {
        int run = darkFrom(modules, x, y);
        if (run > 0) {
          path.append('M').append(x + QUIET).append(' ').append(y + QUIET);
          path.append('h').append(run).append("v1h-").append(run).append('z');
        }
        x += Math.max(run, 1);
      }
    }
    return path.toString();
  }

  private static int darkFrom(ByteMatrix modules, int x, int y) {
    int end = x;
    while (end < modules.getWidth() && modules.get(end, y) == 1) {
      end++;
    }
    return end - x;
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
