using System.Net;
using PhoneCompany.Faults;
using PhoneCompany.People;
using PhoneCompany.Webhooks;

namespace PhoneCompany.Tests;

public sealed class FaultInjection
{
    private readonly Testbed _bed = new();

    [Fact]
    public void The_next_requests_are_refused_as_often_as_said()
    {
        _bed.Network.Faults.OnRest(request => request.CreatesCall, RestFault.Status(HttpStatusCode.TooManyRequests), times: 2);
        var answers = Enumerable.Range(0, 3).Select(_ => Create()).ToList();

        Assert.Equal([429, 429, 201], answers.Select(answer => answer.Status));
        Assert.Equal(20429, answers[0].Body.GetProperty("code").GetInt32());
        Assert.Single(_bed.Network.Calls);
        Assert.Equal(200, _bed.Get("Balance.json").Status);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void A_response_that_never_comes_leaves_the_program_in_doubt(bool carriedOut, int calls)
    {
        _bed.Network.Faults.OnRest(_ => true, carriedOut ? RestFault.LostResponse() : RestFault.LostRequest(), times: 1);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(4), _bed.Time);
        var create = _bed.PostLater("Calls.json", patience.Token, ("To", Testbed.Peer), ("From", Testbed.Service), ("Url", "https://program.test/x"));
        _bed.Wait(3.9);
        Assert.False(create.IsCompleted);

        _bed.Wait(0.2);
        Assert.True(create.IsCanceled);
        Assert.Equal(calls, _bed.Network.Calls.Count);
        Assert.Equal(calls == 1, _bed.PeerPhone.IsRinging);
    }

    [Fact]
    public void A_slow_response_comes_late_but_comes()
    {
        _bed.Network.Faults.OnRest(_ => true, RestFault.Slow(TimeSpan.FromSeconds(3)));
        var create = _bed.PostLater("Calls.json", CancellationToken.None, ("To", Testbed.Peer), ("From", Testbed.Service), ("Url", "https://program.test/x"));
        _bed.Wait(2);
        Assert.True(_bed.PeerPhone.IsRinging);
        Assert.False(create.IsCompleted);

        _bed.Wait(2);
        Assert.True(create.IsCompletedSuccessfully);
    }

    [Fact]
    public void A_connection_may_break()
    {
        _bed.Network.Faults.OnRest(_ => true, RestFault.ConnectionReset(afterEffect: true), times: 1);

        Assert.Throws<HttpRequestException>(() => Create());
        Assert.Single(_bed.Network.Calls);
    }

    [Fact]
    public void Callbacks_can_be_dropped_doubled_and_shuffled()
    {
        _bed.At("outbound", "<Pause length='5'/>");
        _bed.PeerPhone.Behaviour = Behaviour.Person(TimeSpan.FromSeconds(1));
        Rule("initiated", WebhookFault.Drop());
        Rule("ringing", WebhookFault.Delay(TimeSpan.FromSeconds(30)));
        Rule("completed", WebhookFault.Duplicate(TimeSpan.FromSeconds(1)));
        _bed.Ring(
            Testbed.Peer,
            "outbound",
            ("StatusCallback", "https://program.test/status"),
            ("StatusCallbackEvent", "initiated"),
            ("StatusCallbackEvent", "ringing"),
            ("StatusCallbackEvent", "answered"),
            ("StatusCallbackEvent", "completed"));
        _bed.Wait(60);

        Assert.Equal(["in-progress", "completed", "completed", "ringing"], _bed.HitsAt("status").Select(hit => hit["CallStatus"]));
        var tokens = _bed.HitsAt("status").Where(hit => hit["CallStatus"] == "completed")
            .Select(hit => hit.Headers.GetValues("I-Twilio-Idempotency-Token").Single());
        Assert.Single(tokens.Distinct());
        Assert.Equal(0, _bed.Network.OutstandingWebhooks);
    }

    [Fact]
    public void A_document_whose_reply_is_lost_was_asked_for_and_failed()
    {
        _bed.At("voice", "<Say>Lost.</Say>");
        _bed.Network.Faults.OnWebhook(request => request.Kind == WebhookKind.VoiceDocument, WebhookFault.LoseReply());
        _bed.Dial(wait: 22);

        Assert.Single(_bed.HitsAt("voice"));
        Assert.False(_bed.CallerPhone.HasHeard("Lost"));
        Assert.True(_bed.CallerPhone.HasHeard("application error"));
    }

    [Fact]
    public void Something_in_between_may_answer_in_the_programs_place_until_the_rule_is_called_off()
    {
        _bed.At("texts", "<Message>Hi.</Message>");
        using (_bed.Network.Faults.OnWebhook(_ => true, WebhookFault.Status(HttpStatusCode.BadGateway)))
        {
            _bed.PeerPhone.Texts("one");
            _bed.Wait(1);
        }

        _bed.PeerPhone.Texts("two");
        _bed.Wait(3);
        Assert.Equal("two", Assert.Single(_bed.HitsAt("texts"))["Body"]);
    }

    private void Rule(string status, WebhookFault fault) =>
        _bed.Network.Faults.OnWebhook(request => request.Kind == WebhookKind.CallStatus && request["CallStatus"] == status, fault, times: 1);

    private (int Status, System.Text.Json.JsonElement Body) Create() =>
        _bed.Post("Calls.json", ("To", Testbed.Peer), ("From", Testbed.Service), ("Url", "https://program.test/x"));
}

public sealed class GuardRails
{
    private readonly Testbed _bed = new();

    [Theory]
    [InlineData("911")]
    [InlineData("112")]
    [InlineData("999")]
    [InlineData("933")]
    [InlineData("+1911")]
    [InlineData(Testbed.Service)]
    public void Nobody_dials_an_emergency_number_or_the_service_itself(string number)
    {
        _bed.At("voice", $"<Dial timeout='5'><Number>{number}</Number></Dial><Say>Not dialled.</Say>");
        var (status, _) = _bed.Post("Calls.json", ("To", number), ("From", Testbed.Service), ("Url", "https://program.test/x"));
        _bed.Dial(wait: 5);

        Assert.Equal(400, status);
        Assert.Equal(2, _bed.Network.Violations.Count);
        Assert.Single(_bed.Network.Calls);
        Assert.True(_bed.CallerPhone.HasHeard("Not dialled"));
    }

    [Fact]
    public void Nor_are_they_texted_or_brought_into_a_room()
    {
        Assert.Equal(400, _bed.Post("Messages.json", ("To", "911"), ("From", Testbed.Service), ("Body", "x")).Status);
        Assert.Equal(400, _bed.Post("Conferences/case-1/Participants.json", ("To", "911"), ("From", Testbed.Service)).Status);
        Assert.Equal(2, _bed.Network.Violations.Count);
    }

    [Fact]
    public void The_same_night_replays_the_same_way()
    {
        Assert.Equal(Night(), Night());

        static List<string> Night()
        {
            var bed = new Testbed();
            bed.At("voice", "<Dial action='/after'><Conference>case-1</Conference></Dial>");
            bed.At("outbound", "<Gather numDigits='1' action='/key' timeout='4'><Say>Press 1 to accept.</Say></Gather>");
            bed.At("key", "<Dial><Conference endConferenceOnExit='true'>case-1</Conference></Dial>");
            bed.At("texts", "<Message>Noted.</Message>");
            bed.Network.Faults.OnWebhook(request => request["Body"] == "9", WebhookFault.Duplicate(TimeSpan.FromSeconds(2)));
            bed.PeerPhone.Behaviour = Behaviour.Person(TimeSpan.FromSeconds(3), Reaction.Hearing("press 1", me => me.Presses("1")));
            bed.Network.Phone(Testbed.Desk).Behaviour = Behaviour.Voicemail(TimeSpan.FromSeconds(5));
            bed.Dial();
            bed.Ring(Testbed.Peer);
            bed.Ring(Testbed.Desk);
            bed.PeerPhone.Texts("9");
            bed.Wait(30);
            bed.PeerPhone.HangsUp();
            bed.Wait(60);
            bed.AssertClean();
            return [.. bed.Network.Log.Select(line => line.ToString())];
        }
    }

    [Fact]
    public async Task Many_threads_may_use_the_phones_at_once()
    {
        _bed.At("texts", "<Message>ok</Message>");
        var work = Enumerable.Range(0, 8).Select(thread => Task.Run(() =>
        {
            for (var turn = 0; turn < 50; turn++)
            {
                var phone = _bed.Network.Phone($"+1555124{thread:00}{turn:00}");
                phone.Texts("hello");
                phone.PlacesCall(Testbed.Service);
                _ = phone.IsRinging || phone.Heard.Count > 0;
                phone.HangsUp();
            }
        }));
        await Task.WhenAll(work);

        Assert.Equal(400, _bed.Network.Calls.Count);
        Assert.Equal(400, _bed.Network.Messages.Count);
        Assert.Empty(_bed.Network.LiveCalls);
        Assert.Equal(_bed.Network.Log.Count, _bed.Network.Log[^1].Sequence);
        Assert.Empty(_bed.Network.Unobserved);
    }

    [Fact]
    public async Task The_same_network_runs_on_the_real_clock()
    {
        using var heard = new SemaphoreSlim(0);
        var program = new Always("<Response><Say>Hi</Say></Response>");
        using var network = new PhoneNetwork(
            new PhoneNetworkOptions
            {
                Numbers = [new OwnedNumber(Testbed.Service) { VoiceUrl = "https://program.test/voice" }],
                WebhookLatency = TimeSpan.Zero,
                SpeechCharactersPerSecond = 100_000,
            },
            TimeProvider.System,
            program);
        using var watch = network.Watch(line =>
        {
            if (line is { Kind: "call" } && line.Text.Contains("completed", StringComparison.Ordinal))
            {
                heard.Release();
            }
        });
        network.Phone(Testbed.Caller).PlacesCall(Testbed.Service);

        Assert.True(await heard.WaitAsync(TimeSpan.FromSeconds(20)));
        Assert.Equal("Hi", network.Phone(Testbed.Caller).WordsSince(0));
        Assert.Empty(network.Unobserved);
    }

    private sealed class Always(string xml) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(Testbed.Xml(xml));
    }
}
