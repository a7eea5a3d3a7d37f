/**
 * A container's parts as a command: {@link dev.netlab.lab.plan.container.ContainerSetup}. Both the
 * agent and the plan as a shell script run it.
 */
@NullMarked
package dev.netlab.lab.plan.container;

import org.jspecify.annotations.NullMarked;
