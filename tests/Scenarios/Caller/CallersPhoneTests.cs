using PhoneCompany.People;
using Scenarios.Support;
using SpotterBot.Decisions.Sessions;

namespace Scenarios.Caller;

/// <summary>Whatever picks up the caller's phone is not the caller until a key comes. Promises 2, 3, 5.</summary>
public sealed class CallersPhoneTests
{
    public static MatrixTheoryData<Mode, string> Pickups => new(
        [Mode.TextMe, Mode.CallMe],
        ["rings out", "voicemail", "busy", "no such number", "dead air", "screener", "carrier recording", "hangs up", "wrong key"]);

    [Theory]
    [MemberData(nameof(Pickups))]
    public void No_key_is_no_answer_and_peers_ring_at_the_miss_and_ems_within_the_bound(Mode mode, string how)
    {
        using var s = new Scenario(peers: 1);
        s.Watched(mode);
        s.PeerA.Is(Behaviour.NoAnswer).MayBeRung().MayGet("someone needs a person");
        s.Caller.Is(Phones.Called(how)).MayBeRung().MayGet("Still with me|need to hear from you|couldn't reach you|What to do");
        s.RunToCheckIn();
        var due = s.DueUtc;
        Assert.True(s.RunUntil(() => s.PeerA.RungUtc.Count > 0, TimeSpan.FromSeconds(130)), s.Transcript());
        Assert.InRange(s.PeerA.SecondsUntilRung(due), 74, 121);
        s.Ems.IsRung(within: 80);
        Assert.InRange(s.Ems.SecondsUntilRung(due), 75, 150);
        s.Coordinator.Gets("crew's line");
        s.Caller.NeverHeard("Main").VoicemailKept("Main");
        s.Ems.Answers().Hears("12 Main", within: 60).Presses("1").Hears("Confirmed").HangsUp();
        s.RunSeconds(120);
        if (s.Caller.Phone.IsInCall)
        {
            // A line that something answered is kept open for whoever takes the case.
            s.Caller.HangsUp();
        }

        s.Silence();
    }

    [Fact]
    public void A_peer_who_stops_answering_as_a_caller_is_not_rung_for_themselves()
    {
        using var s = new Scenario();
        s.PeerA.Texts("SPOT 2 at " + Walks.Place).Gets("I'm with you").Gets("Got it");
        s.PeerA.Is(Behaviour.NoAnswer);
        s.RunToCheckIn();
        s.PeerA.Gets("Still with me").IsRung(within: 40).Gets("couldn't reach you", within: 60);
        s.PeerB.TakesTheCase();
        s.PeerA.IsRung(within: 60).GetsNothingLike("someone needs a person");
        s.PeerB.IsBriefed().SaysTheyAreOk().HangsUp();
        s.PeerA.Gets("stand down").Texts("DONE").Gets("Done for now");
        s.Silence();
    }

    [Fact]
    public void A_peer_whose_texts_are_blocked_is_still_rung_and_takes_the_case()
    {
        using var s = new Scenario(peers: 1);
        s.PeerA.MayGet("unsubscribed|STOP").Texts("STOP");
        s.WatchedByText().Misses(Mode.TextMe);
        s.PeerA.IsRung().Answers().Hears("Press 1 to take it").Presses("1").Hears("They are at 12 Main");
        s.Caller.MayBeRung();
        s.PeerA.IsBriefed().SaysTheyAreOk().HangsUp();
        s.Caller.Gets("stand down");
        s.Finishes();
        s.Silence();
    }
}
