package dev.netlab.emulator.run;

final class Agent {
  Agent(StateDirectory state) {}

  boolean isNeeded() {
    return false;
  }

  boolean isAlive() {
    return true;
  }

  void start(Journal journal) {}

  void attach() {}

  void end(JournalEntry.AgentProcess entry) {}
}
