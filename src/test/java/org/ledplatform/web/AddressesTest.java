package org.ledplatform.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {

  @Test
  void leadFromABotsAddressToItsPage() {
    assertThat(PagePathsFilter.viewFor("/bots/new")).contains("/bot-new.xhtml");
    assertThat(PagePathsFilter.viewFor("/bots/a1-B_2")).contains("/bot.xhtml?id=a1-B_2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/bots", "/bots/", "/bots/a/b", "/bots/a%2Fb", "/bots/a;b", "/bots/a&id=b", "/x"})
  void leadNowhereElse(String path) {
    assertThat(PagePathsFilter.viewFor(path)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/bots", "/bots/x?y=z", "/sandbox?person=p&bot=b"})
  void leadBackToWhereTheReaderWanted(String wanted) {
    assertThat(SignInPage.target(wanted)).isEqualTo(wanted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bots",
        "//evil.example",
        "/\\evil.example",
        "https://evil.example",
        "/a\r\nSet-Cookie:x"
      })
  void neverLeadFromTheSignInToAnotherSite(String wanted) {
    assertThat(SignInPage.target(wanted)).isEqualTo("/bots");
  }
}
