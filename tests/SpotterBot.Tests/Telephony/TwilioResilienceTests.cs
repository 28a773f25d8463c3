using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using SpotterBot.Telephony;

namespace SpotterBot.Tests.Telephony;

public sealed class TwilioResilienceTests : IDisposable
{
    private const string TooMany = """{"code":20429,"message":"Too many requests","status":429}""";

    private static readonly TimeSpan Total = TwilioPipelines.TotalTime;

    private readonly TwilioBench _bench = new();

    public TwilioResilienceTests() => _bench.Provider.Time = _bench.Time;

    private List<SeenRequest> Seen => _bench.Provider.Seen;

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void A_read_is_repeated_after_a_server_error()
    {
        _bench.Provider.Answers(503, "<html>").Answers(500).Answers(200, TwilioBench.CallJson);

        Assert.IsType<Sent<CallResource>.Ok>(_bench.Run(client => client.FetchCallAsync(TwilioBench.CallSid)));
        Assert.Equal(3, Seen.Count);
    }

    [Fact]
    public void A_read_is_repeated_after_a_network_fault_and_after_a_hanging_attempt()
    {
        _bench.Provider.ResetsTheConnection().Hangs().Answers(200, TwilioBench.CallJson);

        var (result, took) = _bench.Timed(client => client.FetchCallAsync(TwilioBench.CallSid));

        Assert.IsType<Sent<CallResource>.Ok>(result);
        Assert.Equal(3, Seen.Count);
        Assert.InRange(took, TimeSpan.FromSeconds(2.5), Total);
    }

    [Fact]
    public void A_read_that_never_succeeds_changed_nothing_and_keeps_the_time()
    {
        _bench.Provider.Hangs();

        var (result, took) = _bench.Timed(client => client.FetchCallAsync(TwilioBench.CallSid));

        var failure = Assert.IsType<Sent<CallResource>.NotSent>(result).Failure;
        Assert.Equal(FailureKind.Temporary, failure.Kind);
        Assert.True(Seen.Count > 1);
        Assert.InRange(took, TimeSpan.Zero, Total);
    }

    [Fact]
    public void An_update_is_repeated_because_twice_is_the_same_as_once()
    {
        _bench.Provider.Answers(500).Hangs().Answers(200, TwilioBench.CallJson);

        Assert.IsType<Sent<CallResource>.Ok>(_bench.Run(client => client.RedirectCallAsync(TwilioBench.CallSid, "https://h/next")));
        Assert.Equal(3, Seen.Count);
        Assert.Single(Seen.Select(request => request.Body).Distinct());
    }

    [Fact]
    public void An_update_that_never_succeeds_may_have_been_done()
    {
        _bench.Provider.Answers(500);

        Assert.IsType<Sent<CallResource>.Ambiguous>(_bench.Run(client => client.CompleteCallAsync(TwilioBench.CallSid)));
        Assert.Equal(5, Seen.Count);
    }

    [Fact]
    public void A_refusal_is_final_and_never_repeated()
    {
        _bench.Provider.Answers(400, """{"code":21220,"status":400}""");

        var refused = Assert.IsType<Sent<CallResource>.Refused>(_bench.Run(client => client.RedirectCallAsync(TwilioBench.CallSid, "https://h")));

        Assert.Equal(new Failure(FailureKind.Gone, 21220, 400), refused.Failure);
        Assert.Equal(Consequence.TreatAsEnded, refused.Failure.Consequence);
        Assert.Single(Seen);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_create_that_was_turned_away_unprocessed_is_repeated(bool urgent)
    {
        _bench.Provider.Answers(429, TooMany).Answers(429, "slow down", "text/plain").Answers(201, TwilioBench.CallJson);

        Assert.IsType<Sent<CallResource>.Ok>(_bench.PlaceCall(urgent));
        Assert.Equal(3, Seen.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_create_that_never_got_a_connection_is_repeated(bool urgent)
    {
        _bench.Provider
            .RefusesTheConnection()
            .Throws(new HttpRequestException(HttpRequestError.NameResolutionError, "no such host"))
            .Throws(new HttpRequestException("refused", new SocketException((int)SocketError.ConnectionRefused)))
            .Throws(new HttpRequestException(HttpRequestError.SecureConnectionError, "no TLS"))
            .Answers(201, TwilioBench.CallJson);

        Assert.IsType<Sent<CallResource>.Ok>(_bench.PlaceCall(urgent));
        Assert.Equal(5, Seen.Count);
    }

    [Fact]
    public void A_create_that_never_gets_through_was_certainly_not_sent()
    {
        _bench.Provider.RefusesTheConnection();

        var (result, took) = _bench.Timed(client => client.CreateCallAsync(new CreateCall(TwilioBench.Ana, TwilioBench.Own, "https://h")));

        Assert.Equal(FailureKind.Temporary, Assert.IsType<Sent<CallResource>.NotSent>(result).Failure.Kind);
        Assert.InRange(took, TimeSpan.Zero, Total);
    }

    [Fact]
    public void A_create_that_is_always_turned_away_was_certainly_not_sent()
    {
        _bench.Provider.Answers(429, TooMany);

        var failure = Assert.IsType<Sent<CallResource>.NotSent>(_bench.PlaceCall()).Failure;

        Assert.Equal(new Failure(FailureKind.Concurrency, 20429, 429), failure);
        Assert.Equal(Consequence.Retry, failure.Consequence);
    }

    public static TheoryData<string> WhatLeavesACreateInDoubt => ["hangs", "reset", "500", "502 html", "408", "cancelled inside", "body stalls", "201 html", "201 empty"];

    [Theory]
    [MemberData(nameof(WhatLeavesACreateInDoubt))]
    public void A_create_in_doubt_is_ambiguous_and_never_repeated(string what)
    {
        var provider = _bench.Provider;
        _ = what switch
        {
            "hangs" => provider.Hangs(),
            "reset" => provider.ResetsTheConnection(),
            "500" => provider.Answers(500, """{"code":20500,"status":500}"""),
            "502 html" => provider.Answers(502, "<html>Bad gateway</html>", "text/html"),
            "408" => provider.Answers(408),
            "cancelled inside" => provider.Throws(new TaskCanceledException("timed out", new TimeoutException())),
            "body stalls" => provider.AnswersWithABodyThatNeverEnds(),
            "201 html" => provider.Answers(201, "<html>welcome</html>", "text/html"),
            "201 empty" => provider.Answers(201, ""),
            _ => throw new ArgumentOutOfRangeException(nameof(what)),
        };

        foreach (var urgent in new[] { false, true })
        {
            Seen.Clear();
            var (result, took) = _bench.Timed(client =>
                client.CreateCallAsync(new CreateCall(TwilioBench.Ana, TwilioBench.Own, "https://h") { Urgent = urgent }));

            Assert.Equal(FailureKind.Temporary, Assert.IsType<Sent<CallResource>.Ambiguous>(result).Failure.Kind);
            Assert.Single(Seen);
            Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        }
    }

    [Fact]
    public void A_create_that_is_in_doubt_after_a_safe_retry_stays_in_doubt()
    {
        _bench.Provider.Answers(429, TooMany).ResetsTheConnection().Answers(201, TwilioBench.CallJson);

        Assert.IsType<Sent<CallResource>.Ambiguous>(_bench.PlaceCall());
        Assert.Equal(2, Seen.Count);
    }

    [Fact]
    public void A_text_is_a_create_too()
    {
        _bench.Provider.ResetsTheConnection();

        var result = _bench.Run(client => client.CreateMessageAsync(new CreateMessage(TwilioBench.Ana, "hi") { From = TwilioBench.Own }));

        Assert.IsType<Sent<MessageResource>.Ambiguous>(result);
        Assert.Single(Seen);
    }

    [Fact]
    public void Retry_After_in_seconds_is_honoured()
    {
        _bench.Provider.Answers(429, TooMany, retryAfter: "2").Answers(201, TwilioBench.CallJson);

        Assert.IsType<Sent<CallResource>.Ok>(_bench.PlaceCall());
        Assert.Equal(TimeSpan.FromSeconds(2.125), Seen[1].At - Seen[0].At);
    }

    [Fact]
    public void Retry_After_as_a_date_is_honoured()
    {
        _bench.Provider.Answers(503, retryAfter: (_bench.Time.GetUtcNow() + TimeSpan.FromSeconds(2)).ToString("R")).Answers(200, TwilioBench.CallJson);

        Assert.IsType<Sent<CallResource>.Ok>(_bench.Run(client => client.FetchCallAsync(TwilioBench.CallSid)));
        Assert.Equal(TimeSpan.FromSeconds(2.125), Seen[1].At - Seen[0].At);
    }

    [Theory]
    [InlineData("3600")]
    [InlineData("5")]
    [InlineData("0")]
    [InlineData("-4")]
    [InlineData("Sun, 01 Mar 2026 11:00:00 GMT")]
    [InlineData("Mon, 02 Mar 2026 11:00:00 GMT")]
    [InlineData("soon")]
    public void However_long_Retry_After_asks_the_total_time_holds(string retryAfter)
    {
        _bench.Provider.Answers(429, TooMany, retryAfter: retryAfter);

        var (result, took) = _bench.Timed(client => client.CreateCallAsync(new CreateCall(TwilioBench.Ana, TwilioBench.Own, "https://h")));

        Assert.IsType<Sent<CallResource>.NotSent>(result);
        Assert.True(Seen.Count > 1);
        Assert.InRange(took, TimeSpan.FromMilliseconds(1), Total);
    }

    [Fact]
    public void A_wait_always_leaves_time_for_the_attempt_after_it()
    {
        _bench.Provider.Hangs().Answers(429, TooMany, retryAfter: "60").Answers(429, TooMany, retryAfter: "60").Answers(200, TwilioBench.CallJson);
        var start = _bench.Time.GetUtcNow();

        _bench.Run(client => client.FetchCallAsync(TwilioBench.CallSid));

        Assert.All(Seen, request => Assert.InRange(request.At - start, TimeSpan.Zero, Total - TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void Jitter_comes_from_the_handed_in_randomness()
    {
        TimeSpan FirstWait(double jitter)
        {
            using var bench = new TwilioBench(jitter: jitter);
            bench.Provider.Answers(500).Answers(200, TwilioBench.CallJson);
            return bench.Timed(client => client.FetchCallAsync(TwilioBench.CallSid)).Took;
        }

        Assert.Equal(FirstWait(0.9), FirstWait(0.9));
        Assert.NotEqual(FirstWait(0.1), FirstWait(0.9));
    }

    [Theory]
    [InlineData("get", 0.0)]
    [InlineData("get", 0.99)]
    [InlineData("update", 0.0)]
    [InlineData("update", 0.99)]
    [InlineData("create", 0.99)]
    public void Every_kind_of_request_ends_within_the_total_time_whatever_happens(string kind, double jitter)
    {
        for (var seed = 0; seed < 40; seed++)
        {
            using var bench = new TwilioBench(jitter: jitter);
            var random = new Random(seed);
            for (var i = 0; i < 8; i++)
            {
                _ = random.Next(5) switch
                {
                    0 => bench.Provider.Hangs(),
                    1 => bench.Provider.Answers(500),
                    2 => bench.Provider.Answers(429, TooMany, retryAfter: random.Next(20).ToString()),
                    3 => bench.Provider.RefusesTheConnection(),
                    _ => bench.Provider.AnswersWithABodyThatNeverEnds(),
                };
            }

            var (_, took) = bench.Timed(client => kind switch
            {
                "get" => client.FetchCallAsync(TwilioBench.CallSid),
                "update" => client.CompleteCallAsync(TwilioBench.CallSid),
                _ => client.CreateCallAsync(new CreateCall(TwilioBench.Ana, TwilioBench.Own, "https://h")),
            });
            Assert.InRange(took, TimeSpan.Zero, Total);
        }
    }

    [Fact]
    public void A_provider_that_keeps_failing_holds_ordinary_traffic_back_without_asking_it()
    {
        TripTheBreaker();
        Seen.Clear();

        Assert.Equal(FailureKind.Temporary, Assert.IsType<Sent<CallResource>.NotSent>(_bench.PlaceCall()).Failure.Kind);
        Assert.IsType<Sent<CallResource>.NotSent>(_bench.Run(client => client.FetchCallAsync(TwilioBench.CallSid)));
        Assert.Empty(Seen);
        Assert.Contains(_bench.Log.Lines, line => line.Contains("OrdinaryTrafficIsHeldBack", StringComparison.Ordinal));
    }

    [Fact]
    public void An_urgent_call_goes_out_whatever_ordinary_traffic_ran_into()
    {
        TripTheBreaker();
        Seen.Clear();

        Assert.IsType<Sent<CallResource>.Ambiguous>(_bench.PlaceCall(urgent: true));
        Assert.Single(Seen);
    }

    [Fact]
    public void Live_calls_are_moved_and_lost_creates_looked_for_whatever_ordinary_traffic_ran_into()
    {
        TripTheBreaker();
        Seen.Clear();

        _bench.Run(client => client.RedirectCallAsync(TwilioBench.CallSid, "https://h"));
        var asked = Seen.Count;
        _bench.Run(client => client.FindCallAsync(TwilioBench.Ana, _bench.Time.GetUtcNow()));

        Assert.True(asked > 0);
        Assert.True(Seen.Count > asked);
    }

    [Fact]
    public void Failing_urgent_calls_never_shut_themselves_off()
    {
        _bench.Provider.Answers(500);

        for (var i = 0; i < 50; i++) Assert.IsType<Sent<CallResource>.Ambiguous>(_bench.PlaceCall(urgent: true));

        Assert.Equal(50, Seen.Count);
    }

    [Fact]
    public void Being_asked_to_slow_down_holds_nothing_back()
    {
        _bench.Provider.Answers(429, TooMany, retryAfter: "1");

        for (var i = 0; i < 20; i++) _bench.PlaceCall();

        Assert.DoesNotContain(_bench.Log.Lines, line => line.Contains("OrdinaryTrafficIsHeldBack", StringComparison.Ordinal));
    }

    [Fact]
    public void After_a_short_while_one_request_tries_and_ordinary_traffic_flows_again()
    {
        TripTheBreaker();
        _bench.Provider.Answers(201, TwilioBench.CallJson);
        _bench.PlaceCall(urgent: true); // Uses up the failing line of the script.
        _bench.Time.Advance(TimeSpan.FromSeconds(5.1));

        Assert.IsType<Sent<CallResource>.Ok>(_bench.PlaceCall());
        Assert.IsType<Sent<CallResource>.Ok>(_bench.PlaceCall());
        Assert.Contains(_bench.Log.Lines, line => line.Contains("OrdinaryTrafficFlowsAgain", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Cancelling_is_the_callers_own_and_comes_out_as_such()
    {
        _bench.Provider.Hangs();
        using var cancel = new CancellationTokenSource();

        var task = _bench.Client.CreateCallAsync(new CreateCall(TwilioBench.Ana, TwilioBench.Own, "https://h"), cancel.Token);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task);
    }

    [Fact]
    public async Task A_cancelled_exchange_that_breaks_off_otherwise_is_a_cancellation_too()
    {
        _bench.Provider.ResetsTheConnection();
        using var cancel = new CancellationTokenSource();
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _bench.Client.FetchCallAsync(TwilioBench.CallSid, cancel.Token));
    }

    [Fact]
    public void Retries_are_told_to_the_log()
    {
        _bench.Provider.Answers(503).Answers(200, TwilioBench.CallJson);

        _bench.Run(client => client.FetchCallAsync(TwilioBench.CallSid));

        Assert.Contains(_bench.Log.Lines, line => line.Contains("RequestIsRepeated", StringComparison.Ordinal) && line.Contains("503", StringComparison.Ordinal));
    }

    [Fact]
    public void The_client_has_no_time_out_of_its_own()
    {
        using var client = _bench.Services.GetRequiredService<IHttpClientFactory>().CreateClient(TwilioClient.HttpClientName);

        Assert.Equal(Timeout.InfiniteTimeSpan, client.Timeout);
    }

    private void TripTheBreaker()
    {
        _bench.Provider.Answers(500);
        for (var i = 0; i < 10; i++) _bench.PlaceCall();
    }
}
