package dev.netlab.insight.trace.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.insight.story.Trace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TextStoryTest {
  private static final Pattern RENDITION = Pattern.compile("\033\\[[0-9;]*m");

  private final TextStory plain = new TextStory(Palette.PLAIN);
  private final TextStory coloured = new TextStory(Palette.ANSI);

  static List<Trace> stories() {
    return List.of(LiqoStory.whole(), LiqoStory.lost(), ShortStories.ipv6(), ShortStories.tcp4());
  }

  @Test
  void thePingOfTheLiqoDocument() throws IOException {
    assertThat(plain.render(LiqoStory.whole())).isEqualTo(golden("liqo.txt"));
  }

  @Test
  void aPacketThatHasNoRoute() throws IOException {
    assertThat(plain.render(LiqoStory.lost())).isEqualTo(golden("lost.txt"));
  }

  @Test
  void addressesTooLongForColumnsHaveLinesOfTheirOwn() throws IOException {
    assertThat(plain.render(ShortStories.ipv6())).isEqualTo(golden("ipv6.txt"));
  }

  @Test
  void tcpRefusedAndDroppedAndCutIntoSegments() throws IOException {
    assertThat(plain.render(ShortStories.tcp4())).isEqualTo(golden("tcp.txt"));
  }

  @Test
  void whatIsPredictedHasNoTimes() throws IOException {
    assertThat(plain.render(ShortStories.predicted())).isEqualTo(golden("predicted.txt"));
  }

  @ParameterizedTest
  @MethodSource("stories")
  void noLineIsLongerThanAHundredCharactersOrEndsInBlanks(Trace story) {
    assertThat(plain.render(story).lines())
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100).doesNotMatch(".*\\s"));
  }

  @ParameterizedTest
  @MethodSource("stories")
  void coloursAreThereWhenAskedForAndChangeNothingElse(Trace story) {
    assertThat(plain.render(story)).doesNotContain("\033");
    assertThat(coloured.render(story)).contains("\033[");
    assertThat(RENDITION.matcher(coloured.render(story)).replaceAll(""))
        .isEqualTo(plain.render(story));
  }

  @Test
  void colourShowsWhatIsNewAndHowItEnded() {
    assertThat(coloured.render(LiqoStory.lost()))
        .contains("\033[1;36m172.18.0.2:48064\033[0m")
        .contains("\033[1;31m=> DROPPED at gw-local:liqo.11111: no-route (proven)");
  }

  @Test
  void noPacketAtAllIsSaid() {
    Trace nothing = new Trace("a", "b", List.of("true"), 0, List.of(), List.of(), List.of());
    assertThat(plain.render(nothing)).contains("no packet was seen");
  }

  static String golden(String name) throws IOException {
    try (var in = TextStoryTest.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
