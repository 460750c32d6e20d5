package org.ledplatform.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ledplatform.bot.BotSettings;

class LanguagesTest {

  private final Languages languages = Languages.load();

  @Test
  void speaksEveryLanguageThatABotMayBeSetTo() {
    for (String tag : BotSettings.LANGUAGES) {
      assertThat(languages.in(tag).locale()).isEqualTo(Locale.forLanguageTag(tag));
    }
    assertThat(languages.in("pt").get("command.menu.unknown")).contains("não");
  }

  @Test
  void anUnknownLanguageIsEnglishWhateverTheMachineSpeaks() {
    assertThat(languages.in("tlh").locale()).isEqualTo(Locale.ENGLISH);
  }

  @ParameterizedTest
  @ValueSource(strings = {"_pt", "_es"})
  void everyTextIsTranslatedWithTheSamePlaces(String suffix) throws IOException {
    Properties english = texts("");
    Properties other = texts(suffix);

    assertThat(other.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
    for (String key : english.stringPropertyNames()) {
      assertThat(places(other.getProperty(key)))
          .as(key)
          .isEqualTo(places(english.getProperty(key)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "_pt", "_es"})
  void noApostropheIsLost(String suffix) throws IOException {
    for (String text : texts(suffix).values().stream().map(String::valueOf).toList()) {
      assertThat(text.replace("''", "")).doesNotContain("'");
    }
  }

  @Test
  void namesTheDescriptionsThatACommandLacks() {
    Command undescribed =
        new Command() {
          @Override
          public CommandSpec spec() {
            return CommandSpec.of(Category.GAMES, "undescribed");
          }

          @Override
          public CommandOutcome run(CommandContext context) {
            return new CommandOutcome.Reply("");
          }
        };

    assertThat(languages.missingDescriptions(new CommandRegistry(List.of(undescribed))))
        .containsExactly(
            "en: command.undescribed.description",
            "es: command.undescribed.description",
            "pt: command.undescribed.description");
  }

  @Test
  void everyCategoryHasAName() {
    for (Category category : Category.values()) {
      assertThat(languages.in("es").has("category." + category.text())).isTrue();
    }
  }

  private static Set<String> places(String pattern) {
    Set<String> places = new TreeSet<>();
    int count = new MessageFormat(pattern).getFormatsByArgumentIndex().length;
    for (int i = 0; i < count; i++) {
      if (pattern.contains("{" + i + "}")) {
        places.add("{" + i + "}");
      }
    }
    return places;
  }

  private static Properties texts(String suffix) throws IOException {
    var properties = new Properties();
    try (Reader reader =
        new InputStreamReader(
            Objects.requireNonNull(
                LanguagesTest.class.getResourceAsStream("texts" + suffix + ".properties")),
            StandardCharsets.UTF_8)) {
      properties.load(reader);
    }
    return properties;
  }
}
