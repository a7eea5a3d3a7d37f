package dev.netlab.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Stack;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/**
 * CMD and its arguments: everything after the first word of a command belongs to the command, with
 * {@code --} or without.
 */
final class CommandWords implements IParameterConsumer {
  @Override
  @SuppressWarnings("JdkObsolete") // picocli's interface requires a Stack
  public void consumeParameters(Stack<String> words, ArgSpec argument, CommandSpec command) {
    List<String> taken = new ArrayList<>();
    while (!words.isEmpty()) {
      taken.add(words.pop());
    }
    argument.setValue(taken);
  }
}
