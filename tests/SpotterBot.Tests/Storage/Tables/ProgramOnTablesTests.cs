using System.Net;
using System.Text;
using System.Text.Json;
using Azure.Data.Tables;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using SpotterBot.Door;
using SpotterBot.Outreach;
using SpotterBot.Storage;
using SpotterBot.Telephony;
using SpotterBot.Tests.Door;
using SpotterBot.Tests.Telephony;

namespace SpotterBot.Tests.Storage.Tables;

/// <summary>The whole program with Table Storage as its store.</summary>
public sealed class ProgramOnTablesTests(SharedAzurite shared)
{
    private const string Spot = "MessageSid=SM1&From=%2B19055550123&To=%2B12895550100&Body=SPOT%202%20at%2012%20Main%20St%20Hamilton";

    [Fact]
    public async Task A_text_that_begins_a_session_leaves_its_rows_there_and_nothing_personal_in_clear()
    {
        var azurite = await shared.OrSkipAsync();
        using var folder = new TemporaryFolder();
        var settings = TestWebhooks.Settings(("Storage:ConnectionString", azurite.ConnectionString), ("Storage:File", folder.File("unused.db")));
        await using var app = SpotterProgram.Build(SpotterProgram.NewBuilder([]), settings, TimeProvider.System, 0, services =>
            services.AddHttpClient(TwilioClient.HttpClientName).ConfigurePrimaryHttpMessageHandler(() => new NobodyHome()));
        await Composition.SeedRosterAsync(app.Services);
        await app.StartAsync();

        var (status, _, body) = await TestWebhooks.PostAsync(TestWebhooks.AddressOf(app), "/api/texts", Spot);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.DoesNotContain("Something is wrong", body, StringComparison.Ordinal);
        using var client = new HttpClient();
        using var health = JsonDocument.Parse(await client.GetStringAsync(new Uri(TestWebhooks.AddressOf(app), "/api/health")));
        Assert.Equal("ok", health.RootElement.GetProperty("store").GetString());
        await app.StopAsync();

        var service = new TableServiceClient(azurite.ConnectionString);
        var session = Assert.Single(await RowsAsync(service, "sessions"));
        Assert.Contains(await RowsAsync(service, "wakeups"), w => session.RowKey.Equals(w["session"]));
        Assert.NotEmpty(await RowsAsync(service, "people"));
        Assert.NotEmpty(await RowsAsync(service, "roster"));
        Assert.NotEmpty(await RowsAsync(service, "history"));
        foreach (var table in new[] { "sessions", "wakeups", "people", "roster", "history" })
        {
            var text = string.Join('\n', (await RowsAsync(service, table)).SelectMany(r => r.Select(v => v.Value is byte[] bytes ? Encoding.Latin1.GetString(bytes) : $"{v.Value}").Append(r.RowKey)));
            Assert.DoesNotContain("9055550", text, StringComparison.Ordinal);
            Assert.DoesNotContain("Main St", text, StringComparison.Ordinal);
        }

        Assert.False(File.Exists(folder.File("unused.db")));
    }

    [Theory]
    [InlineData(3600)]
    [InlineData(2.5)]
    public async Task A_webhook_waits_eight_seconds_for_the_store_and_no_longer_whether_it_is_dead_or_slow(double secondsForEachCall)
    {
        var time = new ManualTime();
        using var services = Services(time, Connect.Store(new SlowService(time, TimeSpan.FromSeconds(secondsForEachCall)), time), new NobodyHome());
        var began = time.GetUtcNow();
        var reply = await PostAsync(services, Spot);
        Assert.Contains("Something is wrong on our side", reply.Body, StringComparison.Ordinal);
        Assert.InRange(time.GetUtcNow() - began, TimeSpan.FromSeconds(1), StoreTime.Whole + TimeSpan.FromSeconds(0.1));
    }

    [Fact]
    public async Task What_becomes_of_a_text_is_saved_though_the_time_of_the_webhook_that_wanted_it_has_run_out()
    {
        var azurite = await shared.OrSkipAsync();
        var time = new ManualTime();
        var calls = new CountedCalls(new SocketsHttpHandler());
        var store = new OwnTables(Connect.Store(calls, time, azurite.ConnectionString), SharedAzurite.UniquePrefix());
        var phones = new SilentPhones();
        using var services = Services(time, store, phones);
        await PostAsync(services, Spot);
        await phones.Asked;
        await calls.NoneIsUnderWayAsync(); // One that is would run out of time with the webhook's.
        var finished = services.GetRequiredService<OutreachDesk>().FinishAsync();
        time.Advance(StoreTime.Whole + TimeSpan.FromSeconds(4)); // The patience with the phone company ends, too.
        await finished;
        var kept = new List<long>();
        await foreach (var id in services.GetRequiredService<SessionRows>().OpenAsync())
        {
            kept.Add((await services.GetRequiredService<SessionRows>().LoadAsync(id))!.Version);
        }

        Assert.True(Assert.Single(kept) > 1, "Nothing was saved after the session's beginning.");
    }

    private static ServiceProvider Services(TimeProvider time, IRowStore store, HttpMessageHandler phones)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton(time)
            .AddSpotterBot(TestWebhooks.Settings(), store, new Privacy(new byte[Privacy.KeyBytes]));
        services.AddHttpClient(TwilioClient.HttpClientName).ConfigurePrimaryHttpMessageHandler(() => phones);
        return services.BuildServiceProvider();
    }

    private static ValueTask<WebhookReply> PostAsync(ServiceProvider services, string form) => services.GetRequiredService<Webhooks>().HandleAsync(new WebhookRequest(
        "POST", "/api/texts", "application/x-www-form-urlencoded",
        new Dictionary<string, string> { ["X-Twilio-Signature"] = TestWebhooks.SignatureOf("/api/texts", form) }, Encoding.ASCII.GetBytes(form)));

    private static async Task<List<TableEntity>> RowsAsync(TableServiceClient service, string table)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in service.GetTableClient(table).QueryAsync<TableEntity>())
        {
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>Passes requests on, and knows whether any is under way.</summary>
    private sealed class CountedCalls(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

        private int _underWay;
        private int _begun;

        /// <summary>None was begun for a moment, and none is being waited for.</summary>
        public async Task NoneIsUnderWayAsync()
        {
            for (var (before, calm) = (-1, 0); calm < 5; before = Volatile.Read(ref _begun))
            {
                await Task.Delay(Look, TimeProvider.System);
                calm = Volatile.Read(ref _underWay) == 0 && Volatile.Read(ref _begun) == before ? calm + 1 : 0;
            }
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _begun);
            Interlocked.Increment(ref _underWay);
            try
            {
                return await base.SendAsync(request, cancellationToken);
            }
            finally
            {
                Interlocked.Decrement(ref _underWay);
            }
        }
    }

    /// <summary>A phone company that never answers.</summary>
    private sealed class SilentPhones : HttpMessageHandler
    {
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Asked => _asked.Task;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            _asked.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            throw new InvalidOperationException("Nobody waits for ever.");
        }
    }
}
