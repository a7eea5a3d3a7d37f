package dev.netlab.insight.trace.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.netlab.insight.story.Cause;
import dev.netlab.insight.story.Trace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.jr.ob.JSON;

class JsonStoryTest {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final String text = read(Path.of("../../docs/trace.schema.json"));
  private final Schema schema =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(text, InputFormat.JSON);

  JsonStoryTest() throws IOException {}

  static List<Trace> stories() {
    return TextStoryTest.stories();
  }

  @ParameterizedTest
  @MethodSource("stories")
  void everyStoryIsAsTheSchemaSays(Trace story) throws IOException {
    assertThat(schema.validate(json(JsonStory.data(story)), InputFormat.JSON)).isEmpty();
  }

  @Test
  void aPredictionIsAsTheSchemaSays() throws IOException {
    Map<String, Object> data = new LinkedHashMap<>(JsonStory.data(LiqoStory.lost()));
    data.put("flows", JsonStory.flows(ShortStories.predicted()));
    assertThat(schema.validate(json(data), InputFormat.JSON)).isEmpty();
  }

  @Test
  void theSchemaRefusesWhatItDoesNotKnow() throws IOException {
    String json = json(JsonStory.data(LiqoStory.lost()));
    for (String word :
        List.of("\"way\"", "\"dport\"", "\"verdict\"", "\"geneve\"", "\"no-route\"")) {
      assertThat(json).contains(word);
      assertThat(schema.validate(json.replace(word, "\"unknown-word\""), InputFormat.JSON))
          .as(word)
          .isNotEmpty();
    }
  }

  @Test
  void theSchemaKnowsEveryCause() {
    assertThat(MAPPER.readTree(text).at("/$defs/cause/enum"))
        .extracting(JsonNode::asString)
        .containsExactlyElementsOf(Arrays.stream(Cause.values()).map(Cause::toString).toList());
  }

  @Test
  void everyFieldIsInTheReference() throws IOException {
    String reference = read(Path.of("../../docs/trace.md"));
    JsonNode definitions = MAPPER.readTree(text).at("/$defs");
    for (JsonNode definition : definitions) {
      for (String field : definition.path("properties").propertyNames()) {
        assertThat(reference).contains("`" + field + "`");
      }
    }
  }

  @Test
  void theLastHopSaysThatThePacketCameNoFurther() throws IOException {
    assertThat(json(JsonStory.data(LiqoStory.lost())) + "\n")
        .isEqualTo(TextStoryTest.golden("lost.json"));
  }

  private static String json(Object data) throws IOException {
    return JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(data);
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file);
  }
}
