using Azure;
using Azure.Data.Tables;

namespace SpotterBot.Tests.Storage.Tables;

/// <summary>The service refuses all of this, and its emulator much of it not: so the client does, before anything is sent.</summary>
public sealed class TableLimitsTests
{
    private readonly ScriptedService _service = new(ScriptedService.Answer(System.Net.HttpStatusCode.NoContent));

    private TableClient Client => Connect.Client(_service);

    public static TheoryData<string, object> Values => new()
    {
        { "v", new string('x', (32 * 1024) + 1) },
        { "v", new byte[(64 * 1024) + 1] },
        { "v", DateTimeOffset.MinValue },
        { "v", new DateTimeOffset(1600, 12, 31, 23, 59, 59, TimeSpan.Zero) },
        { "v", new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.FromHours(1)) },
        { "v", DateTime.UnixEpoch },
        { "v", 1.5m },
        { "v", 'c' },
        { "", 1L },
        { "a-b", 1L },
        { "a b", 1L },
        { "1a", 1L },
        { "PartitionKey", "p" },
        { "RowKey", "r" },
        { "Timestamp", 1L },
        { new string('n', 256), 1L },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public Task A_value_that_the_service_does_not_hold(string name, object value) => AssertNotSentAsync(new TableEntity("p", "r") { { name, value } });

    [Theory]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a\tb")]
    [InlineData("a\u007f")]
    [InlineData("a\u009f")]
    public async Task A_key_that_the_service_does_not_hold(string key)
    {
        await AssertNotSentAsync(new TableEntity(key, "r"));
        await AssertNotSentAsync(new TableEntity("p", key));
        await Assert.ThrowsAsync<ArgumentException>(() => Client.GetEntityIfExistsAsync<TableEntity>("p", key));
        await Assert.ThrowsAsync<ArgumentException>(() => Client.DeleteEntityAsync(key, "r", ETag.All));
        Assert.Empty(_service.Seen);
    }

    [Fact]
    public async Task Too_much_of_anything()
    {
        await AssertNotSentAsync(new TableEntity("p", new string('r', 513)));
        await AssertNotSentAsync(With(Enumerable.Range(0, 253).Select(i => ($"v{i}", (object)1))));
        await AssertNotSentAsync(With(Enumerable.Range(0, 16).Select(i => ($"v{i}", (object)new byte[64 * 1024]))));
        await AssertNotSentAsync(With(Enumerable.Range(0, 17).Select(i => ($"v{i}", (object)new string('é', 32 * 1024)))));
    }

    [Fact]
    public async Task As_much_as_there_may_be_is_sent()
    {
        await Client.AddEntityAsync(new TableEntity(new string('p', 512), new string('r', 512)));
        await Client.AddEntityAsync(With(Enumerable.Range(0, 252).Select(i => ($"v{i}", (object)1))));
        await Client.AddEntityAsync(With(Enumerable.Range(0, 15).Select(i => ($"v{i}", (object)new byte[64 * 1024]))));
        await Client.AddEntityAsync(new TableEntity("p", "") { { "été_1", new DateTimeOffset(1601, 1, 1, 0, 0, 0, TimeSpan.Zero) }, { "t", new string('x', 32 * 1024) } });
        Assert.Equal(4, _service.Seen.Count);
    }

    [Fact]
    public async Task A_forgotten_tag_is_no_upsert_and_no_delete_of_whatever_stands_there()
    {
        var entity = new TableEntity("p", "r");
        await Assert.ThrowsAsync<ArgumentException>(() => Client.UpdateEntityAsync(entity, entity.ETag));
        await Assert.ThrowsAsync<ArgumentException>(() => Client.UpdateEntityAsync(entity, default, TableUpdateMode.Replace));
        await Assert.ThrowsAsync<ArgumentException>(() => Client.DeleteEntityAsync("p", "r", default));
        foreach (var kind in new[] { TableTransactionActionType.UpdateMerge, TableTransactionActionType.UpdateReplace, TableTransactionActionType.Delete })
        {
            await AssertNotSentAsync(new TableTransactionAction(kind, entity));
        }

        Assert.Empty(_service.Seen);
    }

    [Fact]
    public async Task A_batch_that_is_none()
    {
        await AssertNotSentAsync();
        await AssertNotSentAsync(Add("p", "1"), Add("q", "2"));
        await AssertNotSentAsync(Add("p", "1"), Add("p", "1"));
        await AssertNotSentAsync(Add("p", "1"), new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity("p", "1"), ETag.All));
        await AssertNotSentAsync(Add("p", "1"), Add("p", "a/b"));
        await AssertNotSentAsync([.. Enumerable.Range(0, 101).Select(i => Add("p", $"{i}"))]);
        await AssertNotSentAsync([.. Enumerable.Range(0, 5).Select(i => Add("p", $"{i}", [.. Enumerable.Range(0, 15).Select(v => ($"v{v}", (object)new byte[48 * 1024]))]))]);
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("1ab")]
    [InlineData("a-b")]
    [InlineData("a b")]
    [InlineData("été")]
    [InlineData("tables")]
    [InlineData("Tables")]
    public void A_table_that_cannot_be_called_so(string name) =>
        Assert.Throws<ArgumentException>(() => new TableServiceClient(Connect.Nowhere).GetTableClient(name));

    [Fact]
    public async Task A_token_does_not_travel_in_clear()
    {
        var client = new TableServiceClient(new Uri("http://127.0.0.1:1/account"), new StaticToken(), new TableClientOptions().By(_service)).GetTableClient("things");
        await Assert.ThrowsAsync<InvalidOperationException>(() => client.AddEntityAsync(new TableEntity("p", "r")));
        Assert.Empty(_service.Seen);
    }

    private static TableEntity With(IEnumerable<(string Name, object Value)> values)
    {
        var entity = new TableEntity("p", "r");
        foreach (var (name, value) in values)
        {
            entity[name] = value;
        }

        return entity;
    }

    private static TableTransactionAction Add(string partitionKey, string rowKey, params (string Name, object Value)[] values)
    {
        var entity = With(values);
        (entity.PartitionKey, entity.RowKey) = (partitionKey, rowKey);
        return new TableTransactionAction(TableTransactionActionType.Add, entity);
    }

    /// <summary>By none of the ways in which a row is written.</summary>
    private async Task AssertNotSentAsync(TableEntity entity)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Client.AddEntityAsync(entity));
        await Assert.ThrowsAsync<ArgumentException>(() => Client.UpdateEntityAsync(entity, ETag.All));
        await AssertNotSentAsync(new TableTransactionAction(TableTransactionActionType.Add, entity));
    }

    private async Task AssertNotSentAsync(params TableTransactionAction[] actions)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Client.SubmitTransactionAsync(actions));
        Assert.Empty(_service.Seen);
    }

    private sealed class StaticToken : Azure.Core.TokenCredential
    {
        public override Azure.Core.AccessToken GetToken(Azure.Core.TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new("token", DateTimeOffset.MaxValue);

        public override ValueTask<Azure.Core.AccessToken> GetTokenAsync(Azure.Core.TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(GetToken(requestContext, cancellationToken));
    }
}
