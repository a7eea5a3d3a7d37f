package dev.netlab.engine.jvm;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.Consumer;

/**
 * Handles the signals that ask a program to end. {@code sun.misc.Signal} is the only way to them
 * that leaves the program running; it is called by its name, as javac warns of it and nothing
 * silences that. A signal that was ignored when the program started (nohup) stays so.
 */
final class Signals {
  /** {@code kill -l} says the numbers. */
  private static final List<String> ENDING = List.of("HUP", "INT", "TERM");

  /**
   * A signal.
   *
   * @param name with SIG in front
   */
  record Signal(String name, int number) {
    /** As shells tell it. */
    int status() {
      return 128 + number;
    }
  }

  private Signals() {}

  /**
   * Passes each signal to the listener, on its own thread; none ends the program by itself any
   * more.
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
