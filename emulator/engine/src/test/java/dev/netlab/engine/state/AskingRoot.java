package dev.netlab.engine.state;

import dev.netlab.engine.lifecycle.Down;
import dev.netlab.lab.LabName;
import java.util.List;

/** A program that asks for labs in whatever way, and prints what each way is refused with. */
final class AskingRoot {
  private AskingRoot() {}

  /** Argument: the lab's name. */
  public static void main(String... arguments) {
    LabName lab = new LabName(arguments[0]);
    List<Runnable> ways =
        List.of(
            StateRoot::labs,
            () -> LabLock.acquire(lab).close(),
            () -> Down.down(new StateDirectory(lab)));
    for (Runnable way : ways) {
      try {
        way.run();
        System.out.println("not refused");
      } catch (MachineException e) {
        System.out.println(e.getMessage());
      }
    }
  }
}
