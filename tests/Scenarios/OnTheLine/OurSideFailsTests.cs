using System.Net;
using PhoneCompany.Faults;
using PhoneCompany.People;
using PhoneCompany.Webhooks;
using Scenarios.Support;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Storage;

namespace Scenarios.OnTheLine;

/// <summary>Our side fails or takes long in the middle of a call: the line is kept company, keys are kept, and it comes back or to a person. Promises 1, 3, 8.</summary>
public sealed class OurSideFailsTests
{
    private const string StaffedLine = "+19055550399";

    private readonly TroubledStore _store = new(new MemoryRowStore());

    [Fact]
    public void A_webhook_that_takes_long_says_something_first_and_its_key_counts_once()
    {
        using var s = OnTheLine();
        s.RunToCheckIn();
        s.Caller.Hears("Still with me");
        _store.Delay = TimeSpan.FromSeconds(2);
        var pressed = s.Now;
        s.Caller.Presses("2").Hears("One moment, please", within: 6);
        Assert.InRange((s.Now - pressed).TotalSeconds, 3.5, 6);
        s.RunSeconds(15);
        _store.Delay = TimeSpan.Zero;
        s.Caller.Hears("5 more minutes|had more time", within: 20).NeverHeard("had more time|application error");
        Assert.Equal(1, s.History().Count(h => h == "MoreTime"));
        s.Caller.Presses("7").IsOffTheLine(within: 30);
        s.Silence();
    }

    [Fact]
    public void A_store_that_stays_away_brings_a_person_and_when_it_is_back_the_line_is_back_in_its_session()
    {
        using var s = OnTheLine();
        var staffed = s.Network.Phone(StaffedLine);
        s.RunToCheckIn();
        s.Caller.Hears("Still with me");
        _store.Broken = true;
        s.Caller.Presses("1").Hears("One moment").Hears("I'm still here").Hears("I'm connecting you with a person", within: 20);
        PicksUp(s, staffed);
        s.Caller.Hears("this is the staffed line");
        Assert.Equal(Scenario.Line, s.Network.Calls.Single(c => c.To == StaffedLine).From);
        _store.Broken = false;
        staffed.HangsUp();
        s.Caller.Hears("Thanks. Next one|Still with me|I need to hear|calling people", within: 20);
        s.PeerA.MayBeRung().MayGet(".");
        s.Caller.MayGet(".").Presses("1");
        s.RunSeconds(10);
        s.Caller.Presses("1");
        s.RunSeconds(10);
        s.Caller.Presses("7").IsOffTheLine(within: 30);
        s.RunSeconds(60);
        s.Silence();
    }

    [Fact]
    public void Without_a_person_on_it_no_line_is_put_through_to_anybody()
    {
        using var s = OnTheLine();
        s.Caller.Is(Behaviour.Voicemail(TimeSpan.FromSeconds(4))).HangsUp().MayBeRung().MayGet(".");
        s.RunSeconds(63);
        _store.Broken = true;
        s.RunSeconds(300);
        Assert.DoesNotContain(s.Network.Calls, c => c.To == StaffedLine);
    }

    [Fact]
    public void A_dispatch_desk_is_put_through_to_a_person_at_once_when_we_cannot_answer_it()
    {
        using var s = OnTheLine();
        foreach (var someone in s.Everybody)
        {
            someone.MayBeRung().MayGet(".");
        }

        s.PeerA.Is(Behaviour.NoAnswer);
        s.Coordinator.Is(Behaviour.NoAnswer);
        s.Caller.Presses("9");
        s.Ems.IsRung(within: 10);
        _store.Broken = true;
        s.Ems.Answers().Hears("One moment").Hears("connecting you with a person", within: 20);
        PicksUp(s, s.Network.Phone(StaffedLine));
        s.Ems.Hears("this is the staffed line");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_reply_that_is_lost_is_asked_for_again_and_one_press_is_not_two(bool inTheLadder)
    {
        using var s = OnTheLine();
        s.RunToCheckIn();
        s.Caller.Hears("Still with me").MayGet("need to hear|couldn't reach");
        if (inTheLadder)
        {
            s.PeerA.Is(Behaviour.NoAnswer).IsRung(within: 60).Gets("someone needs a person");
            s.Caller.Hears("calling people");
        }

        s.Network.Faults.OnWebhook(w => w["Digits"] is not null, WebhookFault.LoseReply(), times: 1);
        s.Caller.Presses(inTheLadder ? "1" : "2");
        s.RunSeconds(18);
        if (inTheLadder)
        {
            // A 1 was pressed once: the OK still wants its second.
            s.Caller.Hears("Press 1 again");
            Assert.NotNull(s.Session.Incident);
            s.Caller.Presses("1").Hears("stand down");
            s.PeerA.Gets("Nothing is needed");
        }
        else
        {
            s.Caller.Hears("5 more minutes").NeverHeard("had more time");
        }

        s.Caller.NeverHeard("application error").Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void A_document_of_an_inbound_call_that_could_not_be_had_comes_by_the_fallback_and_the_call_stays_one_line()
    {
        using var s = OnTheLine();
        s.RunToCheckIn();
        s.Caller.Hears("Still with me");
        s.Network.Faults.OnWebhook(w => w["Digits"] is not null && w["ErrorUrl"] is null, WebhookFault.Status(HttpStatusCode.BadGateway), times: 1);
        s.Caller.Presses("1").Hears("Thanks. Next one in");
        Assert.Single(s.Session.CallerLegs);
        s.Caller.Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void A_call_that_comes_back_to_the_front_door_is_led_to_the_line_it_is()
    {
        using var s = OnTheLine();
        s.Network.Faults.OnWebhook(w => w.Kind == WebhookKind.VoiceDocument && w["ErrorUrl"] is null, WebhookFault.Status(HttpStatusCode.BadGateway), times: 2);
        s.RunToCheckIn();
        s.Caller.Hears("Still with me", within: 10).Presses("1").Hears("Thanks");
        Assert.Single(s.Session.CallerLegs);
        s.Caller.Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Theory]
    [InlineData("9")]
    [InlineData("1")]
    public void A_key_while_one_moment_is_said_counts_though_nothing_was_asked_for_when_it_failed(string key)
    {
        using var s = OnTheLine().NobodyPicksUp();
        s.RunToCheckIn();
        s.Caller.Hears("Still with me");
        _store.Broken = true;
        s.Caller.Hears("One moment", within: 20);
        _store.Broken = false;
        s.Caller.Presses(key).Hears(key == "9" ? "getting people to you" : "Thanks", within: 8).MayGet("getting people");
        Assert.False(s.Session.CheckIn.IsOpen);
        if (key == "9")
        {
            Assert.Equal(Cause.HelpNow, s.Session.Incident!.Cause);
            s.IsOkAfterAll();
        }

        s.Caller.Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void A_nine_while_one_moment_is_said_at_the_front_door_is_help()
    {
        using var s = Unstaffed().NobodyPicksUp();
        _store.Broken = true;
        s.Caller.Calls().Hears("One moment", within: 20);
        _store.Broken = false;
        s.Caller.Presses("9").Hears("calling people for you now", within: 8).MayGet("calling people");
        Assert.Equal(Cause.HelpNow, Assert.Single(s.Sessions()).Incident!.Cause);
        s.IsOkAfterAll().Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void Who_hangs_up_while_we_are_away_is_called_as_soon_as_we_are_back()
    {
        using var s = OnTheLine();
        s.RunToCheckIn();
        s.Caller.Hears("Still with me");
        _store.Broken = true;
        s.Caller.Presses("1").Hears("One moment").HangsUp();
        s.RunSeconds(10);
        _store.Broken = false;
        s.Caller.IsRung(within: 30).Answers().Hears("Still with me|I need to hear").MayGet("need to hear|line dropped").Presses("1").Hears("Thanks").Presses("7").IsOffTheLine();
        s.PeerA.WasRung(0);
        s.Silence();
    }

    [Fact]
    public void A_hidden_caller_we_cannot_go_on_with_is_not_told_that_they_will_be_called()
    {
        using var s = Unstaffed().NobodyPicksUp();
        s.Caller.Calls(callerId: "anonymous").Hears("hidden").Presses("1").Hears("stay on the line");
        _store.Broken = true;
        s.Caller.Hears("I can't call you: please call this number again", within: 300).NeverHeard("I will call you").IsOffTheLine();
        _store.Broken = false;
        s.PeerA.IsRung(within: 150);
        s.Caller.KeysTheCode().Hears("You're back").Presses("1").Confirms().Hears("stand down").Presses("7").IsOffTheLine();
        s.Silence();
    }

    [Fact]
    public void What_was_keyed_and_said_meanwhile_stands_in_no_url_and_no_log()
    {
        using var s = Unstaffed();
        var urls = new List<string>();
        s.Network.Faults.OnWebhook(
            w =>
            {
                urls.Add(w.Url);
                return false;
            },
            WebhookFault.Drop());
        s.Caller.Calls(callerId: "anonymous").Hears("hidden").Presses("1").Hears("number I can call you on", within: 60);
        _store.Broken = true;
        s.Caller.Presses("9055550124#").Hears("One moment");
        s.RunSeconds(4);
        _store.Broken = false;
        s.Caller.Hears("I have: 1, 9, 0, 5", within: 20).Presses("1").Hears("where are you").Says("12 Main Street Hamilton");
        s.Caller.Hears("I heard: 12 Main").Presses("1").Hears("May I record").Presses("4").Hears("call you").Says("Samantha").Hears("OK, Samantha").Presses("7").IsOffTheLine();
        Assert.Contains(urls, u => u.Contains("/again/1/k", StringComparison.Ordinal));
        Assert.All(urls, u => Assert.DoesNotMatch("9055550124|Main|Samantha|Hamilton", u));
        Assert.All(s.ProgramLog, l => Assert.DoesNotMatch("9055550124|Main St|Samantha|Hamilton", l));
        s.Silence();
    }

    private static void PicksUp(Scenario s, Handset staffed)
    {
        Assert.True(s.RunUntil(() => staffed.IsRinging, TimeSpan.FromSeconds(10)), s.Transcript());
        staffed.Answers();
        s.RunSeconds(1);
        staffed.Says("Hello, this is the staffed line.");
        s.RunSeconds(3);
    }

    private Scenario OnTheLine()
    {
        var s = new Scenario(peers: 1, store: _store, settings: [("Roster:FallbackPhone", StaffedLine)]) { ErrorsExpected = true };
        _store.Time = s.Time;
        s.Calling().SkipsTheRest();
        return s;
    }

    /// <summary>With no staffed line to put anybody through to.</summary>
    private Scenario Unstaffed()
    {
        var s = new Scenario(peers: 1, store: _store) { ErrorsExpected = true };
        _store.Time = s.Time;
        return s;
    }

    private sealed class TroubledStore(IRowStore inner) : IRowStore
    {
        public bool Broken { get; set; }

        /// <summary>What every request takes.</summary>
        public TimeSpan Delay { get; set; }

        public TimeProvider Time { get; set; } = TimeProvider.System;

        public async ValueTask<Row?> GetAsync(string table, string partitionKey, string rowKey) => await (await WhenReady()).GetAsync(table, partitionKey, rowKey);

        public async ValueTask<Write> InsertAsync(string table, Row row) => await (await WhenReady()).InsertAsync(table, row);

        public async ValueTask<Write> ReplaceAsync(string table, Row row) => await (await WhenReady()).ReplaceAsync(table, row);

        public async ValueTask<Write> DeleteAsync(string table, string partitionKey, string rowKey, string? eTag = null) =>
            await (await WhenReady()).DeleteAsync(table, partitionKey, rowKey, eTag);

        public async ValueTask<IReadOnlyList<Row>> QueryAsync(string table, string partitionKey, string from, string to, int most) =>
            await (await WhenReady()).QueryAsync(table, partitionKey, from, to, most);

        private async ValueTask<IRowStore> WhenReady()
        {
            if (Broken)
            {
                throw new IOException("The disk is gone.");
            }

            if (Delay > TimeSpan.Zero)
            {
                await Task.Delay(Delay, Time);
            }

            return inner;
        }
    }
}
