package dev.netlab.emulator.run;

import org.junit.jupiter.api.Tag;

/** The same under a kernel that has netem. */
@Tag("guest")
class StockKernelLabLinkTest extends LabLinkTest {}
