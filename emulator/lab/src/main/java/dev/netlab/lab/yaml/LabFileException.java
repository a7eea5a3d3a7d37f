package dev.netlab.lab.yaml;

import dev.netlab.lab.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** A lab file was rejected. The message contains a line for each problem, in the file's order. */
public final class LabFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  public LabFileException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** All problems, in the file's order; never empty. */
  public List<Problem> problems() {
    return problems;
  }
}
