using System.Security.Cryptography;
using System.Text;
using Simulation;
using SpotterBot.Storage;

namespace SpotterBot.Tests.Storage;

public sealed class PrivacyTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    private readonly Privacy _privacy = new(Key);

    [Fact]
    public void What_was_sealed_opens_in_its_place_and_looks_different_each_time()
    {
        var clear = Encoding.UTF8.GetBytes("12 Main St, Hamilton");
        var one = _privacy.Seal(clear, "session/1");
        Assert.Equal(clear, _privacy.Open(one, "session/1"));
        Assert.NotEqual(one, _privacy.Seal(clear, "session/1"));
        Assert.Equal([], _privacy.Open(_privacy.Seal([], "x"), "x"));
    }

    [Fact]
    public void It_opens_nowhere_else_and_under_no_other_key()
    {
        var sealed_ = _privacy.Seal([1, 2, 3], "session/1");
        Assert.ThrowsAny<CryptographicException>(() => _privacy.Open(sealed_, "session/2"));
        Assert.ThrowsAny<CryptographicException>(() => new Privacy(RandomNumberGenerator.GetBytes(32)).Open(sealed_, "session/1"));
    }

    [Fact]
    public void Any_changed_byte_is_noticed()
    {
        var sealed_ = _privacy.Seal([1, 2, 3], "c");
        for (var i = 0; i < sealed_.Length; i++)
        {
            var changed = sealed_.ToArray();
            changed[i] ^= 1;
            Assert.ThrowsAny<CryptographicException>(() => _privacy.Open(changed, "c"));
            Assert.ThrowsAny<CryptographicException>(() => _privacy.Open(sealed_.AsSpan(0, i), "c"));
        }
    }

    [Fact]
    public void What_is_sealed_for_a_url_can_stand_in_one_and_anything_else_there_opens_to_nothing()
    {
        var piece = _privacy.SealForUrl([1, 2, 3], "c");
        Assert.Matches("^[A-Za-z0-9_-]+$", piece);
        Assert.Equal([1, 2, 3], _privacy.OpenFromUrl(piece, "c"));
        Assert.All(
            new[] { "", "x", "a+b/", "\u00e9", piece[1..], piece + "A", piece[..^2], new string('A', 4000) },
            other => Assert.Null(_privacy.OpenFromUrl(other, "c")));
        Assert.Null(_privacy.OpenFromUrl(piece, "d"));
    }

    [Fact]
    public void A_phone_is_found_again_and_cannot_be_read()
    {
        var key = _privacy.PhoneKey("+19055550123");
        Assert.Equal(key, new Privacy(Key).PhoneKey("+19055550123"));
        Assert.Matches("^[0-9a-f]{32}$", key);
        Assert.NotEqual(key, _privacy.PhoneKey("+19055550124"));
        Assert.NotEqual(key, new Privacy(RandomNumberGenerator.GetBytes(32)).PhoneKey("+19055550123"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    public void A_key_of_another_length_is_refused(int bytes) => Assert.Throws<ArgumentException>(() => new Privacy(new byte[bytes]));

    [Fact]
    public void The_key_of_a_newcomer_is_made_once_for_its_owner_alone()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("new/privacy.key");
        var made = Privacy.LoadOrMakeKey(path);
        Assert.Equal(32, made.Length);
        Assert.Equal(made, Privacy.LoadOrMakeKey(path));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }
    }

    [Fact]
    public async Task Documents_change_under_their_tag_and_never_lose_an_update()
    {
        var store = new MemoryRowStore();
        var documents = new DocumentRows<Counter>(store, _privacy, "things");
        Assert.Null(await documents.GetAsync("k"));

        // Fewer writes in all than races are run: nobody can lose them all.
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 6; i++)
            {
                await documents.UpdateAsync("k", held => new Counter((held?.Count ?? 0) + 1));
            }
        })));
        Assert.Equal(48, (await documents.GetAsync("k"))!.Value.Count);
        var tag = (await documents.GetAsync("k"))!.ETag;
        await documents.UpdateAsync("k", held => held);
        Assert.Equal(tag, (await documents.GetAsync("k"))!.ETag);
        Assert.Equal([48], (await documents.AllAsync()).Select(c => c.Count));
        await documents.UpdateAsync("k", _ => null);
        Assert.Null(await documents.GetAsync("k"));
        await documents.UpdateAsync("k", _ => null);
    }

    [Fact]
    public async Task A_document_moved_to_another_row_does_not_open()
    {
        var store = new MemoryRowStore();
        var documents = new DocumentRows<Counter>(store, _privacy, "things");
        await documents.UpdateAsync("a", _ => new Counter(1));
        var row = (await store.GetAsync("things", "all", "a"))!;
        await store.InsertAsync("things", row with { RowKey = "b", ETag = "" });
        await Assert.ThrowsAnyAsync<CryptographicException>(async () => await documents.GetAsync("b"));
    }

    [Fact]
    public async Task History_is_written_once_and_read_in_order()
    {
        var history = new HistoryRows(new MemoryRowStore());
        var utc = DateTimeOffset.UnixEpoch;
        for (var i = 11; i >= 0; i--)
        {
            await history.AppendAsync("s", i, (utc.AddSeconds(i), $"K{i}", [new("a", "1"), new("b", "2")]));
        }

        await history.AppendAsync("s", 3, (utc, "again", []), (utc, "again", []));
        var read = await history.ReadAsync("s");
        Assert.Equal(Enumerable.Range(0, 12).Select(i => $"K{i}"), read.Select(r => r.Kind));
        Assert.Equal((utc.AddSeconds(3), "a=1 b=2"), (read[3].Utc, read[3].Detail));
        Assert.Empty(await history.ReadAsync("t"));
    }

    private sealed record Counter(int Count);
}
