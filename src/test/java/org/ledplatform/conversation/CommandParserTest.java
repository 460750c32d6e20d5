package org.ledplatform.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ledplatform.command.CommandCall;

class CommandParserTest {

  private final CommandParser parser = new CommandParser();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "!ping | ping |",
        "!PING | ping |",
        "'  !ping  ' | ping |",
        "!menu ping | menu | ping",
        "!say one  two | say | one;two",
        "!say \"one two\" three | say | one two;three",
        "!say “one two” three | say | one two;three",
        "!say \"a \\\"b\\\" c\" | say | a \"b\" c",
        "!say \"open end | say | \"open;end",
        "!say don''t | say | don''t",
        "!8ball sure? | 8ball | sure?",
        "!día sí | día | sí",
        "!ｐｉｎｇ | ping |",
        "!say 👩‍👩‍👧 ok | say | 👩‍👩‍👧;ok",
      })
  void readsWhatPeopleWrite(String text, String name, String arguments) {
    CommandCall call = parser.parse(text, "!").orElseThrow();

    assertThat(call.name()).isEqualTo(name);
    assertThat(call.arguments())
        .isEqualTo(arguments == null ? List.of() : List.of(arguments.split(";")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "ping",
        "!",
        "! ping",
        "!!",
        "!?",
        "hello !ping",
        "!-x",
        "!_",
        "!\u0000a"
      })
  void ordinaryMessagesAreNoCommands(String text) {
    assertThat(parser.parse(text, "!")).isEmpty();
  }

  @Test
  void thePrefixIsWhatTheOwnerChose() {
    assertThat(parser.parse("bot!ping", "bot!")).map(CommandCall::name).contains("ping");
    assertThat(parser.parse("!ping", "bot!")).isEmpty();
    assertThat(parser.parse("🤖ping", "🤖")).map(CommandCall::name).contains("ping");
  }

  @Test
  void keepsTheRestAsItWasWritten() {
    assertThat(parser.parse("!say  \"a\"\n\n b  ", "!").orElseThrow().rest())
        .isEqualTo("\"a\"\n\n b");
  }

  @Test
  void anEmptyQuoteIsAnEmptyArgument() {
    assertThat(parser.parse("!say \"\" x", "!").orElseThrow().arguments()).containsExactly("", "x");
  }

  @Test
  void limitsNamesArgumentsAndTexts() {
    assertThat(parser.parse("!" + "a".repeat(33), "!")).isEmpty();
    assertThat(parser.parse("!" + "a".repeat(32), "!")).isPresent();
    assertThat(parser.parse("!a" + " ".repeat(CommandParser.MAX_TEXT), "!")).isEmpty();
    String many = IntStream.range(0, 100).mapToObj(i -> "a" + i).collect(Collectors.joining(" "));
    List<String> arguments = parser.parse("!say " + many, "!").orElseThrow().arguments();
    assertThat(arguments).hasSize(CommandParser.MAX_ARGUMENTS);
    assertThat(arguments.getLast()).isEqualTo(many.substring(many.indexOf("a63")));
  }

  @Test
  void readsBackWhateverIsQuoted() {
    var random = new Random(1);
    for (int round = 0; round < 2000; round++) {
      List<String> words =
          IntStream.range(0, random.nextInt(6)).mapToObj(_ -> anyWord(random)).toList();
      String text =
          "!say " + words.stream().map(CommandParserTest::quoted).collect(Collectors.joining(" "));

      assertThat(parser.parse(text, "!").orElseThrow().arguments()).isEqualTo(words);
    }
  }

  @Test
  void survivesAnyText() {
    var random = new Random(2);
    for (int round = 0; round < 5000; round++) {
      String text = "!" + anyWord(random) + anyWord(random);
      parser
          .parse(text, "!")
          .ifPresent(
              call -> {
                assertThat(call.name()).isNotEmpty().hasSizeLessThanOrEqualTo(32);
                assertThat(call.arguments()).hasSizeLessThanOrEqualTo(CommandParser.MAX_ARGUMENTS);
              });
    }
  }

  private static String quoted(String word) {
    String escaped = word.replace("\\", "\\\\").replace("\"", "\\\"").replace("”", "\\”");
    return "\"" + escaped + "\"";
  }

  private static String anyWord(Random random) {
    String alphabet = "ab \"\\“”\t\nü\u00a0👧\ud83d!-'\u0000Ａ";
    return random
        .ints(random.nextInt(12), 0, alphabet.length())
        .mapToObj(i -> String.valueOf(alphabet.charAt(i)))
        .collect(Collectors.joining());
  }
}
