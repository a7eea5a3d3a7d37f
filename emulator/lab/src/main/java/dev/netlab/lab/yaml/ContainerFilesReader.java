package dev.netlab.lab.yaml;

import dev.netlab.lab.ContainerFile;
import dev.netlab.lab.Location;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads a container's {@code files}: maps an absolute path to content, or to content and mode. */
final class ContainerFilesReader {
  private static final Pattern PATH = Pattern.compile("(/[^/\\p{Cntrl}]+)+");
  private static final Pattern DOTS = Pattern.compile(".*/\\.\\.?(/.*)?");
  private static final Pattern NOT_FILES = Pattern.compile("/(proc|sys|dev)(/.*)?");
  private static final Pattern MODE = Pattern.compile("[0-7]{3,4}");
  private static final int DEFAULT_MODE = 0644;

  /** NAME_MAX (linux/limits.h). */
  private static final int LONGEST_NAME = 255;

  /** PATH_MAX minus room for what netlab prepends. */
  private static final int LONGEST_PATH = 3500;

  private final Problems problems;

  ContainerFilesReader(Problems problems) {
    this.problems = problems;
  }

  List<ContainerFile> read(MappingReader container) {
    List<ContainerFile> files = new ArrayList<>();
    Map<String, Location> paths = new LinkedHashMap<>();
    for (YamlNode.Entry entry : container.entries("files")) {
      path(entry.key()).ifPresent(path -> paths.put(path, entry.key().at()));
      file(entry).ifPresent(files::add);
    }
    paths.forEach(
        (path, at) ->
            paths.keySet().stream()
                .filter(above -> path.startsWith(above + "/"))
                .findFirst()
                .ifPresent(
                    above ->
                        problems.add(
                            at,
                            "%s cannot be: %s is a file of the container too; rename one"
                                .formatted(path, above))));
    return files;
  }

  private Optional<String> path(YamlNode.Scalar key) {
    String path = key.text();
    if (!PATH.matcher(path).matches() || DOTS.matcher(path).matches()) {
      problems.add(
          key.at(), "'%s' is not a file; write an absolute path, as /etc/lab.conf".formatted(path));
      return Optional.empty();
    }
    if (Stream.of(path.split("/", -1)).anyMatch(ContainerFilesReader::isTooLong)
        || path.length() > LONGEST_PATH) {
      problems.add(
          key.at(),
          "the path has %d characters; the kernel allows %d, and a name in it %d bytes; shorten it"
              .formatted(path.length(), LONGEST_PATH, LONGEST_NAME));
      return Optional.empty();
    }
    if (NOT_FILES.matcher(path).matches()) {
      problems.add(
          key.at(), "'%s' is the kernel's; write a file of another folder".formatted(path));
      return Optional.empty();
    }
    return Optional.of(path);
  }

  private static boolean isTooLong(String name) {
    return name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME;
  }

  private Optional<ContainerFile> file(YamlNode.Entry entry) {
    String path = entry.key().text();
    YamlValues values = new YamlValues(problems);
    if (!(entry.value() instanceof YamlNode.Mapping)) {
      return values
          .content(entry.value(), path)
          .map(text -> new ContainerFile(path, text.text(), DEFAULT_MODE));
    }
    MappingReader file =
        new MappingReader(entry.value(), Keys.CONTAINER_FILE, path, entry.key().at(), problems);
    int mode = file.text("mode").map(this::mode).orElse(DEFAULT_MODE);
    return file.required("content")
        .flatMap(yaml -> values.content(yaml, "content"))
        .map(text -> new ContainerFile(path, text.text(), mode));
  }

  private int mode(YamlNode.Scalar text) {
    if (!MODE.matcher(text.text()).matches()) {
      problems.add(text.at(), "'%s' is not a mode; write one such as 0600".formatted(text.text()));
      return DEFAULT_MODE;
    }
    return Integer.parseInt(text.text(), 8);
  }
}
