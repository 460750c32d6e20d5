package org.ledplatform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.ResourceBundle;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ledplatform.bot.BotState;
import org.ledplatform.bot.Network;
import org.ledplatform.journal.LogType;

class TextsTest {

  static Map<String, String> english() {
    return texts("texts.properties");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pt", "es"})
  void sayTheSameThingsInEveryLanguage(String language) {
    assertThat(texts("texts_" + language + ".properties").keySet()).isEqualTo(english().keySet());
  }

  @ParameterizedTest
  @ValueSource(strings = {"pt", "es"})
  void takeTheSameValuesInEveryLanguage(String language) {
    Map<String, String> translated = texts("texts_" + language + ".properties");

    english()
        .forEach(
            (key, text) ->
                assertThat(values(translated.getOrDefault(key, "")))
                    .as(key)
                    .isEqualTo(values(text)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"texts.properties", "texts_pt.properties", "texts_es.properties"})
  void neverUseTheQuoteThatMessagePatternsSwallow(String file) {
    assertThat(texts(file).values()).noneMatch(text -> text.contains("'"));
  }

  @Test
  void nameEveryStateNetworkAndKindOfLine() {
    Stream.of(BotState.values())
        .forEach(state -> assertThat(english()).containsKey("state." + state.text()));
    Stream.of(Network.values())
        .forEach(network -> assertThat(english()).containsKey("network." + network.text()));
    Stream.of(LogType.values())
        .forEach(type -> assertThat(english()).containsKey("log." + type.text()));
  }

  @Test
  void areEnglishForReadersOfEnglishWhateverTheServerSpeaks() {
    Locale server = Locale.getDefault();
    try {
      Locale.setDefault(Locale.of("pt"));
      ResourceBundle.clearCache();
      assertThat(
              ResourceBundle.getBundle("org.ledplatform.web.texts", Locale.ENGLISH)
                  .getString("signIn.title"))
          .isEqualTo("Sign in");
    } finally {
      Locale.setDefault(server);
      ResourceBundle.clearCache();
    }
  }

  private static int values(String text) {
    return new MessageFormat(text, Locale.ROOT).getFormatsByArgumentIndex().length;
  }

  private static Map<String, String> texts(String file) {
    Properties properties = new Properties();
    try (Reader reader =
        new InputStreamReader(TextsTest.class.getResourceAsStream(file), StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> texts = new TreeMap<>();
    properties.stringPropertyNames().forEach(key -> texts.put(key, properties.getProperty(key)));
    return texts;
  }
}
