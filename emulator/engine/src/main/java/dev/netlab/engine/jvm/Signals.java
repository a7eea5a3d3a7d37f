package dev.netlab.engine.jvm;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.Consumer;

/**
 * Handles the signals that ask a program to end. {@code sun.misc.Signal} is the only way to receive
 * them that leaves the program running. It is called by reflection, because javac warns about
 * direct use and the warning cannot be suppressed. A signal that was ignored when the program
 * started (nohup) stays ignored.
 */
final class Signals {
  /** {@code kill -l} lists the numbers. */
  private static final List<String> ENDING = List.of("HUP", "INT", "TERM");

  /**
   * A signal.
   *
   * @param name including the SIG prefix
   */
  record Signal(String name, int number) {
    /** The exit status that shells report for it. */
    int status() {
      return 128 + number;
    }
  }

  private Signals() {}

  /**
   * Passes each signal to the listener, on a separate thread. From then on, no signal ends the
   * program by itself.
   */
  static void listen(Consumer<Signal> listener) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object heard =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(),
              new Class<?>[] {handler},
              (_, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  String name = (String) signal.getMethod("getName").invoke(arguments[0]);
                  int number = (int) signal.getMethod("getNumber").invoke(arguments[0]);
                  listener.accept(new Signal("SIG" + name, number));
                }
                return null;
              });
      for (String name : ENDING) {
        signal
            .getMethod("handle", signal, handler)
            .invoke(null, signal.getConstructor(String.class).newInstance(name), heard);
      }
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("hear signals: " + e.getCause(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this Java has no sun.misc.Signal", e);
    }
  }
}
