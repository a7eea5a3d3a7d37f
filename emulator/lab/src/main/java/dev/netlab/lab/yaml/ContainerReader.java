package dev.netlab.lab.yaml;

import dev.netlab.lab.Container;
import dev.netlab.lab.Container.Restart;
import dev.netlab.lab.ContainerFile;
import dev.netlab.lab.ContainerName;
import dev.netlab.lab.Located;
import dev.netlab.lab.Location;
import dev.netlab.lab.Readiness;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads an entry of a node's {@code containers}. */
final class ContainerReader {
  private static final int MOST_PORT = 65535;

  private final NameIndex outline;
  private final Problems problems;

  ContainerReader(NameIndex outline, Problems problems) {
    this.outline = outline;
    this.problems = problems;
  }

  Optional<Container> read(String node, YamlNode.Entry entry) {
    String name = entry.key().text();
    Location at = entry.key().at();
    Names.wrongWithNode(name).ifPresent(wrong -> problems.add(at, wrong));
    MappingReader container =
        new MappingReader(
            entry.value(), Keys.CONTAINER, "container '" + node + "/" + name + "'", at, problems);
    Optional<Readiness> ready =
        container.value("ready").flatMap(yaml -> ready(yaml, container.at("ready")));
    List<Located<ContainerName>> after = after(container);
    List<ContainerFile> files = new ContainerFilesReader(problems).read(container);
    Restart restart =
        container
            .choice(
                "restart",
                Map.of(
                    "never", Restart.NEVER,
                    "on-failure", Restart.ON_FAILURE,
                    "always", Restart.ALWAYS))
            .orElse(Restart.NEVER);
    return container
        .required("command")
        .flatMap(yaml -> command(yaml, "command"))
        .map(command -> new Container(name, command, files, ready, after, restart, at));
  }

  private List<Located<ContainerName>> after(MappingReader container) {
    ExpectedPacketReader points = new ExpectedPacketReader(outline, problems, new Variables());
    List<Located<ContainerName>> after = new ArrayList<>();
    for (YamlNode.Scalar text : container.texts("after")) {
      points.container(text).ifPresent(name -> after.add(new Located<>(name, text.at())));
    }
    return after;
  }

  private Optional<Readiness> ready(YamlNode yaml, Location at) {
    MappingReader ready = new MappingReader(yaml, Keys.READY, "ready", at, problems);
    if (ready.present().size() != 1) {
      problems.add(at, "ready is one of tcp: PORT, udp: PORT and exec: COMMAND; write one of them");
      return Optional.empty();
    }
    String kind = ready.present().getFirst();
    return switch (kind) {
      case "tcp" -> port(ready, kind).map(Readiness.Tcp::new);
      case "udp" -> port(ready, kind).map(Readiness.Udp::new);
      case "exec" -> ready.value(kind).flatMap(y -> command(y, kind)).map(Readiness.Exec::new);
      default -> throw new IllegalStateException(kind);
    };
  }

  private static Optional<Integer> port(MappingReader ready, String kind) {
    return ready.number(kind, 1, MOST_PORT).stream().boxed().findFirst();
  }

  private Optional<String> command(YamlNode yaml, String what) {
    YamlValues values = new YamlValues(problems);
    return values
        .content(yaml, what)
        .filter(text -> values.isCommand(text, what))
        .map(YamlNode.Scalar::text)
        .filter(
            text -> {
              if (text.isBlank()) {
                problems.add(yaml.at(), what + " is blank; write a command for /bin/sh");
              }
              return !text.isBlank();
            });
  }
}
