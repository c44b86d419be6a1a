using Dizhu.Kernel.Outcomes;

namespace Dizhu.Kernel.Tests;

public class MerkleTreeTests
{
    [Fact]
    public void Every_leaf_of_a_tree_of_any_size_has_a_path_that_fits_it_alone()
    {
        for (var count = 1; count <= 33; count++)
        {
            var leaves = Enumerable.Range(0, count).Select(i => MerkleTree.Leaf([(byte)i])).ToList();
            var root = MerkleTree.Root(leaves);
            for (var i = 0; i < count; i++)
            {
                var path = MerkleTree.Path(leaves, i);
                Assert.True(MerkleTree.Includes(root, leaves[i], i, count, path));
                Assert.False(MerkleTree.Includes(root, MerkleTree.Leaf([255]), i, count, path));
                Assert.False(MerkleTree.Includes(root, leaves[i], i, count, [.. path, root]));
                Assert.False(MerkleTree.Includes(root, leaves[i], count, count, path));
                Assert.False(count > 1 && MerkleTree.Includes(root, leaves[i], i, count, [.. path.Skip(1)]));
            }
        }
    }

    [Fact]
    public void Order_and_every_leaf_count_and_a_node_is_no_leaf()
    {
        var (a, b) = (MerkleTree.Leaf([1]), MerkleTree.Leaf([2]));
        var root = MerkleTree.Root([a, b]);
        Assert.NotEqual(root, MerkleTree.Root([b, a]));
        Assert.NotEqual(root, MerkleTree.Root([a, b, b]));
        Assert.NotEqual(root, MerkleTree.Leaf([.. a, .. b]));
        Assert.Throws<ArgumentException>(() => MerkleTree.Root([]));
    }
}
