// SPDX-License-Identifier: Apache-2.0
package calorimeter.spark;

import calorimeter.cluster.remote.Cluster;
import calorimeter.cluster.remote.ClusterEngine;

/// Apache Spark, when its jars are on the class path.
public final class SparkEngine implements ClusterEngine {

    @Override
    public Cluster connect(Wish wish) {
        return SparkCluster.connect(wish);
    }
}
