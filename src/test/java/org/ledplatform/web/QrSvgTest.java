package org.ledplatform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.decoder.Decoder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class QrSvgTest {

  private static final Pattern RUN = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1h-(\\d+)z");
  private static final int QUIET = 4;

  @Test
  void drawsWhatAPhoneReadsBack() throws Exception {
    String text = "2@" + "aB3/+=".repeat(30) + ",key,other,secret";

    assertThat(read(QrSvg.draw(text, "scan me"))).isEqualTo(text);
  }

  @Test
  void keepsTheQuietZoneAroundTheCode() {
    Matcher run = RUN.matcher(QrSvg.draw("hello", "scan me"));

    while (run.find()) {
      assertThat(Integer.parseInt(run.group(1))).isGreaterThanOrEqualTo(QUIET);
      assertThat(Integer.parseInt(run.group(2))).isGreaterThanOrEqualTo(QUIET);
    }
  }

  @Test
  void escapesItsTitle() {
    assertThat(QrSvg.draw("hello", "<b>&")).contains("<title>&lt;b&gt;&amp;</title>");
  }

  @Test
  void needsNoStyleThatThePolicyOfThePagesRefuses() {
    assertThat(QrSvg.draw("hello", "scan me")).doesNotContain("style=");
  }

  @Test
  void refusesATextThatFitsNoCode() {
    assertThatThrownBy(() -> QrSvg.draw("x".repeat(5000), "scan me"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String read(String svg) throws Exception {
    Matcher box = Pattern.compile("viewBox=\"0 0 (\\d+) ").matcher(svg);
    assertThat(box.find()).isTrue();
    BitMatrix modules = new BitMatrix(Integer.parseInt(box.group(1)) - 2 * QUIET);
    Matcher run = RUN.matcher(svg);
    while (run.find()) {
      int x = Integer.parseInt(run.group(1)) - QUIET;
      int y = Integer.parseInt(run.group(2)) - QUIET;
      modules.setRegion(x, y, Integer.parseInt(run.group(3)), 1);
    }
    return new Decoder().decode(modules).getText();
  }
}
