package dev.netlab.lab.plan.container;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The programs, in Perl, that make containers and enter them; Debian's perl-base is always there. A
 * JVM cannot do their work: it has many threads, and PID namespaces are for a child.
 */
public final class ContainerScripts {
  /** Runs one of the others as a process that no container can get hold of. */
  public static final String BOOT = text("boot.pl");

  /** Makes a container. */
  public static final String MAKE = text("confine.pl") + text("make.pl");

  /** Runs a command in one. */
  public static final String ENTER = text("confine.pl") + text("enter.pl");

  private ContainerScripts() {}

  /** Which system calls a container may make, as both take it. */
  public static String filter() {
    return SystemCallFilter.hexadecimal();
  }

  /** A text that lies beside this class. */
  static String text(String name) {
    try (InputStream in = ContainerScripts.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the build lacks " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
