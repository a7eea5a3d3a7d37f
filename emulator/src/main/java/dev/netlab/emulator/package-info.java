@NullMarked
package dev.netlab.emulator;

import org.jspecify.annotations.NullMarked;
