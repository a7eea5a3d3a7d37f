package dev.netlab.engine.doctor;

import dev.netlab.engine.doctor.Finding.State;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs that netlab calls, or that users run inside labs. */
final class Programs {
  private Programs() {}

  private record Program(String name, String debianPackage, State without) {}

  private static final List<Program> ALL =
      List.of(
          new Program("nsenter", "util-linux", State.MISSING),
          new Program("unshare", "util-linux", State.MISSING),
          new Program("setpriv", "util-linux", State.MISSING),
          new Program("perl", "perl-base", State.OPTIONAL_MISSING),
          new Program("ip", "iproute2", State.OPTIONAL_MISSING),
          new Program("nft", "nftables", State.OPTIONAL_MISSING),
          new Program("ping", "iputils-ping", State.OPTIONAL_MISSING),
          new Program("tcpdump", "tcpdump", State.OPTIONAL_MISSING),
          new Program("conntrack", "conntrack", State.OPTIONAL_MISSING),
          new Program("wg", "wireguard-tools", State.OPTIONAL_MISSING));

  static List<Finding> examine() {
    return ALL.stream()
        .map(program -> examine(program.name(), program.debianPackage(), program.without()))
        .toList();
  }

  static Finding examine(String program, String debianPackage, State without) {
    return find(program)
        .map(path -> new Finding(program, State.GOOD, path.toString()))
        .orElseGet(
            () ->
                new Finding(
                    program, without, "apt-get install --no-install-recommends " + debianPackage));
  }

  static Optional<Path> find(String program) {
    String path = System.getenv().getOrDefault("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    return Stream.of(path.split(File.pathSeparator))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
