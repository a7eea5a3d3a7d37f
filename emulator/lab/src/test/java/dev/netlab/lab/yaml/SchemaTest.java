package dev.netlab.lab.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The schema for editors, the reader and the reference say the same. */
class SchemaTest {
  private static final Path LABS = Path.of("../../labs");
  private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

  private final String text = read(LABS.resolve("lab.schema.json"));
  private final JsonMapper mapper = JsonMapper.builder().build();
  private final JsonNode root = mapper.readTree(text);
  private final Schema schema =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(text, InputFormat.JSON);

  static List<Path> labs() throws IOException {
    try (Stream<Path> labs = Files.list(LABS)) {
      return labs.map(lab -> lab.resolve("lab.yaml")).filter(Files::exists).toList();
    }
  }

  @ParameterizedTest
  @MethodSource("labs")
  void bothAcceptTheLab(Path lab) {
    assertThat(errors(read(lab))).isEmpty();
    assertThat(LabReader.read(lab).nodes()).isNotEmpty();
  }

  @Test
  void bothAcceptTheExamplesOfTheReference() {
    Stream<String> examples =
        EXAMPLE.matcher(read(Path.of("../../docs/lab-file.md"))).results().map(r -> r.group(1));
    assertThat(examples)
        .isNotEmpty()
        .allSatisfy(
            example -> {
              assertThat(errors(example)).isEmpty();
              assertThat(
                      LabReader.read(
                              "lab-file.md", example, Path.of("../../docs"), Optional.empty())
                          .nodes())
                  .isNotEmpty();
            });
  }

  @Test
  void schemaRefusesWhatIsUnknown() {
    assertThat(errors("name: a\nnodes: {a: {forwardng: true}}")).isNotEmpty();
    assertThat(errors("name: a\nnodes: {a: {policy: {t: [drop: {sport: 1}]}}}")).isNotEmpty();
  }

  static List<Keys> keys() {
    return Keys.all();
  }

  @ParameterizedTest
  @MethodSource("keys")
  void bothKnowTheSameKeys(Keys keys) {
    Set<String> known = new LinkedHashSet<>();
    collect(root.path("$defs").path(keys.schema()), known);
    assertThat(known).containsExactlyInAnyOrderElementsOf(keys.names());
  }

  @Test
  void schemaKnowsNoOtherMappings() {
    Set<String> names = new LinkedHashSet<>(root.path("$defs").propertyNames());
    Keys.all().forEach(keys -> names.remove(keys.schema()));
    assertThat(names).containsExactly("packets");
  }

  @Test
  void referenceTellsEveryKey() {
    String reference = read(Path.of("../../docs/lab-file.md"));
    Set<String> words = new LinkedHashSet<>();
    Pattern.compile("[a-z][a-z-]*")
        .matcher(reference)
        .results()
        .map(MatchResult::group)
        .forEach(words::add);
    assertThat(words).containsAll(Keys.all().stream().flatMap(k -> k.names().stream()).toList());
    // Many of these are words of other keys, too.
    assertThat(Keys.CONDITION.names()).allMatch(key -> reference.contains("`" + key + ": "));
  }

  private void collect(JsonNode definition, Set<String> into) {
    into.addAll(definition.path("properties").propertyNames());
    for (JsonNode part : definition.path("allOf")) {
      String ref = part.path("$ref").asString();
      collect(root.path("$defs").path(ref.substring(ref.lastIndexOf('/') + 1)), into);
    }
  }

  /** The validator's own reader of YAML takes an alias for a string. */
  private List<Error> errors(String yaml) {
    Object file = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    return schema.validate(mapper.<JsonNode>valueToTree(file));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
