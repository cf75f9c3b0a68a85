// SPDX-License-Identifier: Apache-2.0
/// What a scan has found as one page: [calorimeter.scan.page.ScanPage].
@NullMarked
package calorimeter.scan.page;

import org.jspecify.annotations.NullMarked;
