using System.Net;
using System.Net.Http.Headers;
using System.Text;
using PhoneCompany.Faults;
using PhoneCompany.People;
using PhoneCompany.Signing;
using Scenarios.Support;
using SpotterBot.Storage;

namespace Scenarios;

/// <summary>Promise 8: what is forged, malformed, repeated or late changes nothing it should not, and a repeat is answered as usefully as the first.</summary>
public sealed class DoorTests
{
    private const string Token = "0123456789abcdef0123456789abcdef";
    private const string AnotherToken = "fedcba9876543210fedcba9876543210";

    private static readonly string[] RoutesByName =
    [
        "voice", "voice/again/1/1", "voice/lobby/keys/0", "voice/lobby/code", "voice/lobby/1", "voice/leg/{s}/{leg}/1/1", "voice/leg/{s}/{leg}/1/1/again/2/9",
        "voice/leg/{s}/{leg}/1/1/silent", "voice/leg/{s}/{leg}/1/1/left", "voice/announce/{s}/{leg}/RemindPeer", "voice/fallback", "voice/fallback/{s}/{leg}",
        "voice/lobby/desk/0", "voice/drill/p1/-/4/0/0/0/0", "texts", "callbacks/call/{s}/{leg}", "callbacks/text/{s}/a1/Caller", "callbacks/room/{s}", "callbacks/number",
        "callbacks/drill/p1/c1",
    ];

    public static TheoryData<string> Routes => new(RoutesByName);

    [Theory]
    [MemberData(nameof(Routes))]
    public void What_is_not_signed_as_it_must_be_is_refused_and_changes_nothing(string route)
    {
        using var d = new Door();
        var url = d.Url(route);
        d.Changes(nothing: true, d.PostSigned(url, d.Form, signature: null), HttpStatusCode.Forbidden);
        d.Changes(nothing: true, d.PostSigned(url, d.Form, "AAAAAAAAAAAAAAAAAAAAAAAAAAA="), HttpStatusCode.Forbidden);
        d.Changes(nothing: true, d.PostSigned(url, d.Form, "no base64 at all"), HttpStatusCode.Forbidden);
        d.Changes(nothing: true, d.PostSigned(url, d.Form, Door.Sign(AnotherToken, url, d.Form)), HttpStatusCode.Forbidden);
        d.Changes(nothing: true, d.PostSigned(url, d.Form, Door.Sign("", url, d.Form)), HttpStatusCode.Forbidden);
        d.Changes(nothing: true, d.PostSigned(url, d.Form, Door.Sign(Token, url + "x", d.Form)), HttpStatusCode.Forbidden);
        d.Changes(nothing: true, d.PostSigned(url + "?a=1", d.Form, Door.Sign(Token, url, d.Form)), HttpStatusCode.Forbidden);
        d.Changes(nothing: true, d.PostSigned(url, [.. d.Form, ("Digits", "7")], Door.Sign(Token, url, d.Form)), HttpStatusCode.Forbidden);
        d.Changes(nothing: true, d.Post(url, [.. d.Form.Where(f => f.Name != "AccountSid"), ("AccountSid", "AC" + new string('9', 32))]), HttpStatusCode.Forbidden);
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public void What_is_malformed_is_refused_and_changes_nothing(string route)
    {
        using var d = new Door();
        var url = d.Url(route);
        d.Changes(nothing: true, d.Send(new HttpRequestMessage(HttpMethod.Get, url), Door.Sign(Token, url, [])), HttpStatusCode.MethodNotAllowed);
        d.Changes(nothing: true, d.Send(new HttpRequestMessage(HttpMethod.Put, url), Door.Sign(Token, url, [])), HttpStatusCode.MethodNotAllowed);
        d.Changes(nothing: true, d.Raw(url, "{}"u8.ToArray(), "application/json"), HttpStatusCode.UnsupportedMediaType);
        d.Changes(nothing: true, d.Raw(url, "CallSid=CA1"u8.ToArray(), null), HttpStatusCode.UnsupportedMediaType);
        d.Changes(nothing: true, d.Raw(url, [.. "Body="u8, 0xff, 0xfe], "application/x-www-form-urlencoded"), HttpStatusCode.BadRequest);
        d.Changes(nothing: true, d.Raw(url, Encoding.ASCII.GetBytes("Body=" + new string('x', 64 * 1024)), "application/x-www-form-urlencoded"), HttpStatusCode.RequestEntityTooLarge);
        d.Changes(nothing: true, d.Raw(url, Encoding.ASCII.GetBytes(string.Join('&', Enumerable.Range(0, 201).Select(i => $"f{i}=1"))), "application/x-www-form-urlencoded"), HttpStatusCode.BadRequest);
        d.Changes(nothing: true, d.Raw(url, Encoding.ASCII.GetBytes("Body=" + new string('x', (16 * 1024) + 1)), "application/x-www-form-urlencoded"), HttpStatusCode.BadRequest);
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public void What_lacks_its_fields_is_refused_and_changes_nothing(string route)
    {
        using var d = new Door();
        var url = d.Url(route);
        d.Changes(nothing: true, d.Post(url, []), HttpStatusCode.BadRequest);
        d.Changes(nothing: true, d.Post(url, [("AccountSid", d.Form[0].Value)]), HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("voice/nowhere")]
    [InlineData("voice/leg/x")]
    [InlineData("voice/waiting/9999")]
    [InlineData("voice/waiting/1")]
    [InlineData("voice/announce/x/a1/9999")]
    [InlineData("voice/announce/x/a1/1")]
    [InlineData("callbacks")]
    [InlineData("callbacks/nothing/x")]
    [InlineData("texts/more")]
    [InlineData("roster")]
    [InlineData("")]
    public void There_is_nothing_elsewhere(string route)
    {
        using var d = new Door();
        var url = Instance.BaseUrl + "/api/" + route;
        d.Changes(nothing: true, d.Post(url, d.Form), HttpStatusCode.NotFound);
        d.Changes(nothing: true, d.PostSigned(url, d.Form, signature: null), HttpStatusCode.Forbidden);
    }

    [Fact]
    public void The_second_token_opens_while_tokens_are_changed()
    {
        using var d = new Door(("Twilio:SecondaryAuthToken", AnotherToken));
        var url = d.Url("texts");
        (string, string)[] form = [("MessageSid", "SM" + new string('5', 32)), ("From", "+19055550177"), ("To", Scenario.Line), ("Body", "HOW")];
        d.Changes(nothing: false, d.PostSigned(url, form, Door.Sign(AnotherToken, url, form)), HttpStatusCode.OK);
        d.Changes(nothing: true, d.PostSigned(url, form, Door.Sign("00000000000000000000000000000000", url, form)), HttpStatusCode.Forbidden);
    }

    [Fact]
    public void Every_kind_of_webhook_is_answered_alike_when_it_comes_again_and_changes_nothing_then()
    {
        using var d = new Door();
        foreach (var (route, form) in d.Sensible())
        {
            var url = d.Url(route);
            var first = d.Post(url, form, idempotency: route);
            Assert.True(first.StatusCode is HttpStatusCode.OK or HttpStatusCode.NoContent, $"{route}: {first.StatusCode}");
            d.S.RunSeconds(0.001);

            // A report carries nothing to know its repeat by, so it is decided on again: to the same end.
            var report = route.StartsWith("callbacks/", StringComparison.Ordinal);
            var before = d.Session();
            d.Changes(nothing: !report, d.Post(url, form, idempotency: route), first.StatusCode, Door.Body(first), route);
            Assert.Equal(before, d.Session());
        }
    }

    [Fact]
    public void A_session_or_leg_nobody_knows_is_told_so_and_hung_up()
    {
        using var d = new Door();
        foreach (var route in new[]
        {
            "voice/leg/000000000000000000000000/a1/1/1", "voice/leg/000000000000000000000000/a1/1/1/silent", "voice/leg/000000000000000000000000/a1/1/1/left",
            "voice/leg/{s}/a99/1/1", "voice/leg/{s}/a99/1/1/silent", "voice/leg/{s}/a99/9/9/left", "voice/fallback/000000000000000000000000/a1", "voice/fallback/{s}/a99",
        })
        {
            foreach (var digits in new[] { "1", "" })
            {
                var url = d.Url(route);
                (string, string)[] form = [("CallSid", "CA" + new string('7', 32)), ("From", Scenario.Line), ("To", "+19055550166"), ("Digits", digits)];
                var reply = d.Post(url, form);
                for (var hops = 0; hops < 3 && Door.Body(reply) is var xml && xml.Contains("<Redirect", StringComparison.Ordinal); hops++)
                {
                    url = System.Text.RegularExpressions.Regex.Match(xml, "<Redirect[^>]*>([^<]+)<").Groups[1].Value;
                    reply = d.Post(url, form);
                }

                Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
                Assert.Matches("<Say[^>]*>[^<]+</Say>.*<Hangup ?/>", Door.Body(reply));
            }
        }
    }

    [Fact]
    public void A_session_nobody_knows_is_reported_on_in_vain()
    {
        using var d = new Door();
        (string, string)[] form = [("CallSid", "CA" + new string('7', 32)), ("CallStatus", "completed"), ("MessageStatus", "failed"), ("StatusCallbackEvent", "participant-join")];
        foreach (var route in new[] { "callbacks/call/000000000000000000000000/a1", "callbacks/text/000000000000000000000000/a1/Caller", "callbacks/room/000000000000000000000000", "callbacks/number" })
        {
            d.Changes(nothing: true, d.Post(d.Url(route), form), HttpStatusCode.NoContent);
        }
    }

    [Fact]
    public void With_every_webhook_coming_twice_nothing_is_done_twice()
    {
        foreach (var story in CrashStory.All)
        {
            using var once = new CrashRun(story, Death.Never);
            once.Go();
            foreach (var after in new[] { 0.0, 2.5 })
            {
                using var twice = new CrashRun(story, Death.Never);
                twice.S.Network.Faults.OnWebhook(_ => true, WebhookFault.Duplicate(TimeSpan.FromSeconds(after)));
                twice.Go();
                Assert.True(twice.Broken.Count == 0, twice.Report());
                Assert.Equal(Contacts(once.S), Contacts(twice.S));
            }
        }
    }

    private static List<string> Contacts(Scenario s) =>
    [
        .. s.Network.Messages.Where(m => m.Direction != "inbound").Select(m => $"text {m.To}: {m.Body}").Order(StringComparer.Ordinal),
        .. s.Network.Calls.Select(c => $"call {c.To}").Order(StringComparer.Ordinal),
    ];

    /// <summary>A service with a session under way, knocked at directly.</summary>
    private sealed class Door : IDisposable
    {
        private readonly MemoryRowStore _store = new();
        private readonly string _session;
        private readonly string _leg;
        private IReadOnlyList<string> _before = [];
        private int _rests;

        public Door(params (string, string)[] settings)
        {
            S = new Scenario(store: _store, settings: settings);
            foreach (var someone in S.Everybody)
            {
                someone.MayBeRung().MayGet(".");
            }

            S.Caller.Is(Behaviour.NoAnswer).Texts("SPOT 2 at 12 Main St, Hamilton");
            S.RunToCheckIn();
            S.RunSeconds(35);
            S.PeerA.Is(Behaviour.NoAnswer);
            S.PeerB.Is(Behaviour.NoAnswer);
            S.RunSeconds(43);
            _session = S.Session.Id;
            var leg = S.Session.LiveLegs.First(l => l.Who.CanTakeCase);
            _leg = leg.Id;
            Form =
            [
                ("AccountSid", "AC" + new string('0', 31) + "1"), ("CallSid", leg.CallSid!), ("MessageSid", "SM" + new string('8', 32)), ("From", "+19055550123"),
                ("To", Scenario.Line), ("Body", "7"), ("Digits", "1"), ("CallStatus", "completed"), ("MessageStatus", "undelivered"), ("ErrorCode", "21610"),
                ("StatusCallbackEvent", "participant-leave"),
            ];
        }

        public Scenario S { get; }

        /// <summary>What would do a good deal on any route, were it let in.</summary>
        public (string Name, string Value)[] Form { get; }

        public static string Sign(string token, string url, IEnumerable<(string Name, string Value)> form) =>
            WebhookSignature.Compute(token, url, form.Select(f => KeyValuePair.Create(f.Name, f.Value)));

        public static string Body(HttpResponseMessage reply) => reply.Content.ReadAsStringAsync().GetAwaiter().GetResult();

        public string Url(string route) => Instance.BaseUrl + "/api/" + route.Replace("{s}", _session, StringComparison.Ordinal).Replace("{leg}", _leg, StringComparison.Ordinal);

        /// <summary>One webhook of each kind, as the phone company would send it now.</summary>
        public IEnumerable<(string Route, (string, string)[] Form)> Sensible()
        {
            var leg = S.Session.Leg(_leg)!;
            (string, string)[] call = [("AccountSid", Form[0].Value), ("CallSid", leg.CallSid!), ("From", Scenario.Line), ("To", S.PeerA.Number)];
            (string, string)[] inbound = [("CallSid", "CA" + new string('3', 32)), ("From", "+19055550188"), ("To", Scenario.Line)];
            (string, string)[] text = [("From", "+19055550123"), ("To", Scenario.Line)];
            yield return ("callbacks/text/{s}/a1/Caller", [("MessageStatus", "delivered")]);
            yield return ("callbacks/call/{s}/{leg}", [.. call, ("CallStatus", "in-progress"), ("SequenceNumber", "2")]);
            yield return ("voice/leg/{s}/{leg}/1/0", call);
            yield return ("voice/leg/{s}/{leg}/1/1/silent", call);
            yield return ("voice/leg/{s}/{leg}/1/2", [.. call, ("Digits", "1")]);
            yield return ("callbacks/room/{s}", [.. call, ("StatusCallbackEvent", "participant-join")]);
            yield return ("voice/leg/{s}/{leg}/1/3/left", call);
            yield return ("voice", inbound);
            yield return ("voice/lobby/keys/0", [.. inbound, ("Digits", "1")]);
            yield return ("callbacks/number", [.. inbound, ("CallStatus", "completed")]);
            yield return ("texts", [.. text, ("MessageSid", "SM" + new string('1', 32)), ("Body", "what?")]);
            yield return ("texts", [.. text, ("MessageSid", "SM" + new string('2', 32)), ("Body", "WHERE")]);
            yield return ("texts", [.. text, ("MessageSid", "SM" + new string('3', 32)), ("Body", "1")]);
            yield return ("texts", [("MessageSid", "SM" + new string('4', 32)), ("From", "+19055550177"), ("To", Scenario.Line), ("Body", "SPOT 3")]);
            yield return ("texts", [("MessageSid", "SM" + new string('6', 32)), ("From", "+19055550176"), ("To", Scenario.Line), ("Body", "HOW")]);
            yield return ("texts", [.. text, ("MessageSid", "SM" + new string('7', 32)), ("Body", "DONE")]);
        }

        /// <summary>The session, but for when it was last looked at and its lines last heard of.</summary>
        public string Session() => System.Text.RegularExpressions.Regex.Replace(
            System.Text.Json.JsonSerializer.Serialize(S.Sessions().Single(s => s.Id == _session) with { LastUtc = default }), "\"SeenUtc\":\"[^\"]+\"", "")
            + string.Join(';', S.Sessions().Single(s => s.Id == _session).Pending.Select(p => p.Attempt));

        public HttpResponseMessage Post(string url, (string Name, string Value)[] form, string? idempotency = null) =>
            PostSigned(url, form, Sign(Token, url, form), idempotency);

        public HttpResponseMessage PostSigned(string url, (string Name, string Value)[] form, string? signature, string? idempotency = null)
        {
            var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new FormUrlEncodedContent(form.Select(f => KeyValuePair.Create(f.Name, f.Value))) };
            if (idempotency is not null)
            {
                request.Headers.Add("I-Twilio-Idempotency-Token", idempotency.GetHashCode(StringComparison.Ordinal).ToString());
            }

            return Send(request, signature);
        }

        public HttpResponseMessage Raw(string url, byte[] body, string? contentType)
        {
            var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
            request.Content.Headers.ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType);
            return Send(request, Sign(Token, url, []));
        }

        public HttpResponseMessage Send(HttpRequestMessage request, string? signature)
        {
            if (signature is not null)
            {
                request.Headers.TryAddWithoutValidation(WebhookSignature.HeaderName, signature);
            }

            _before = _store.Dump();
            _rests = S.Network.RestRequests.Count;
            var answering = S.Program.AnswerAsync(request);
            Assert.True(answering.IsCompleted, "The answer waits for something.");
            return answering.GetAwaiter().GetResult();
        }

        public void Changes(bool nothing, HttpResponseMessage reply, HttpStatusCode status, string? body = null, string? what = null)
        {
            var said = Body(reply);
            Assert.True(status == reply.StatusCode, $"{what} {(int)reply.StatusCode} {said}");
            if (nothing)
            {
                var changed = _store.Dump().Except(_before).Concat(_before.Except(_store.Dump())).ToList();
                Assert.True(changed.Count == 0, $"{what} changed {string.Join(", ", changed)}");
                Assert.Equal(_rests, S.Network.RestRequests.Count);
            }

            if (body is not null)
            {
                Assert.Equal(body, said);
            }
            else if ((int)status >= 400)
            {
                Assert.NotEmpty(said);
            }
        }

        public void Dispose()
        {
            S.Program.Kill();
            S.Dispose();
        }
    }
}
