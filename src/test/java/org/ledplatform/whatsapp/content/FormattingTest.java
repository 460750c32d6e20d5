package org.ledplatform.whatsapp.content;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FormattingTest {

  @Test
  void marksText() {
    assertThat(Formatting.bold(" a b ")).isEqualTo("*a b*");
    assertThat(Formatting.italic("a")).isEqualTo("_a_");
    assertThat(Formatting.struck("a")).isEqualTo("~a~");
    assertThat(Formatting.mono("a")).isEqualTo("```a```");
  }

  @Test
  void leavesBlankTextAlone() {
    assertThat(Formatting.bold("  ")).isEqualTo("  ");
  }

  @Test
  void keepsTextOfOthersFromFormatting() {
    assertThat(Formatting.plain("*a* _b_")).doesNotContain("*a*", "_b_").startsWith("*\u2060a");
  }
}
