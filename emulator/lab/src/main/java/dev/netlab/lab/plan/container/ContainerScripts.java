package dev.netlab.lab.plan.container;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The Perl programs that create and enter containers; Debian always has perl-base. A JVM cannot do
 * this work: it has many threads, and a PID namespace applies only to children.
 */
public final class ContainerScripts {
  /** Runs one of the other programs as a process that no container can access. */
  public static final String BOOT = text("boot.pl");

  /** Creates a container. */
  public static final String MAKE = text("confine.pl") + text("make.pl");

  /** Runs a command in a container. */
  public static final String ENTER = text("confine.pl") + text("enter.pl");

  private ContainerScripts() {}

  /** The system calls that a container may make, in the format that both programs take. */
  public static String filter() {
    return SystemCallFilter.hexadecimal();
  }

  /** The text of a resource next to this class. */
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
