using System.Security.Cryptography;
using Forecast.Storage.Artifacts;
using Xunit;

namespace Forecast.SystemTests.Storage;

public sealed class ArtifactStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ArtifactStore _store;

    public ArtifactStoreTests() => _store = new ArtifactStore(_folder["artifacts"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_put_is_got_by_its_hash_and_kept_once()
    {
        byte[] content = [1, 2, 3];

        var name = _store.Put(content);
        Assert.Equal(name, _store.Put(content));

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), name);
        Assert.Equal(content, _store.Get(name));
        Assert.Equal(Path.Combine(_folder["artifacts"], name[..2], name), Assert.Single(Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories)));
    }

    [Fact]
    public void A_flipped_bit_or_a_torn_file_is_never_loaded_and_putting_it_again_heals()
    {
        var content = new byte[100];
        var name = _store.Put(content);
        var path = Path.Combine(_folder["artifacts"], name[..2], name);

        for (var i = 0; i < content.Length; i++)
        {
            var flipped = (byte[])content.Clone();
            flipped[i] ^= 1;
            File.WriteAllBytes(path, flipped);
            Assert.Contains(path, Assert.Throws<CorruptArtifactException>(() => _store.Get(name)).Message);
            File.WriteAllBytes(path, content[..i]);
            Assert.Throws<CorruptArtifactException>(() => _store.Get(name));
        }
        _store.Put(content);
        Assert.Equal(content, _store.Get(name));
    }

    [Fact]
    public async Task Many_may_put_the_same_at_once()
    {
        var content = new byte[100_000];

        var names = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => _store.Put(content))));

        Assert.Equal(content, _store.Get(Assert.Single(names.Distinct())));
        Assert.Single(Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("../../../../etc/passwd")]
    [InlineData("")]
    [InlineData("ABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCD")]
    public void What_is_no_hash_is_refused(string name) => Assert.Throws<ArgumentException>(() => _store.Get(name));

    [Fact]
    public void What_is_not_there_is_said_so() => Assert.Throws<FileNotFoundException>(() => _store.Get(new string('a', 64)));
}
