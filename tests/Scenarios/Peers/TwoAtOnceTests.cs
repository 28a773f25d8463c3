using Scenarios.Support;
using SpotterBot.Decisions;
using SpotterBot.Decisions.Sessions;

namespace Scenarios.Peers;

/// <summary>Two peers press 1 in the same instant, a hundred times over: one has the case, the other is told who. Promises 3 and 8.</summary>
public sealed class TwoAtOnceTests
{
    private const int Times = 100;

    [Fact]
    public void One_case_owner_the_other_told_never_two_never_none()
    {
        // The store takes its time, so that both keys are decided on before either is saved.
        var store = new BusyStore(new MemoryRowStore(), TimeSpan.FromMilliseconds(2));
        using var s = new Scenario(store: store);
        s.Caller.MayBeRung().MayGet(".");
        var wins = new Dictionary<Party, int>();
        for (var i = 0; i < Times; i++)
        {
            s.Caller.Texts("0");
            s.PeerA.IsRung();
            s.PeerB.IsRung();
            s.PeerA.MayGet(".").Answers();
            s.PeerB.MayGet(".").Answers();
            s.PeerA.Hears("Press 1 to take it");
            s.PeerB.Hears("Press 1 to take it");
            var (first, second) = i % 2 == 0 ? (s.PeerA, s.PeerB) : (s.PeerB, s.PeerA);
            var (markFirst, markSecond) = (first.Phone.Mark, second.Phone.Mark);
            store.Time = s.Time;
            first.Phone.Presses("1");
            second.Phone.Presses("1");
            s.RunSeconds(3);
            store.Time = null;
            var owner = s.Session.Incident!.Owner!.Who;
            wins[owner] = wins.GetValueOrDefault(owner) + 1;
            var (winner, loser, loserMark, winnerMark, name) = owner == Party.Peer("p1")
                ? (s.PeerA, s.PeerB, first == s.PeerB ? markFirst : markSecond, first == s.PeerA ? markFirst : markSecond, "Peer 1")
                : (s.PeerB, s.PeerA, first == s.PeerA ? markFirst : markSecond, first == s.PeerB ? markFirst : markSecond, "Peer 2");
            Assert.True(winner.Phone.HasHeard("It's yours", winnerMark), $"{i}: the winner was not told.\n{winner.Phone.WordsSince(winnerMark)}");
            Assert.False(winner.Phone.HasHeard("has it already", winnerMark), $"{i}: the winner was told that another has it.");
            Assert.True(loser.Phone.HasHeard($"{name} has it already, thank you", loserMark), $"{i}: the other heard {loser.Phone.WordsSince(loserMark)}");
            Assert.False(loser.Phone.HasHeard("It's yours", loserMark), $"{i}: two have it.");
            Assert.Single(s.Session.Incident.Rings, r => r.State == RingState.Accepted);
            loser.IsOffTheLine();
            winner.HangsUp();
            s.Caller.Texts("7");
            s.RunUntil(() => !s.Session.Open && s.Network.LiveCalls.Count == 0, TimeSpan.FromSeconds(90));
        }

        Assert.Equal(Times, wins.Values.Sum());
        Assert.True(wins.Count == 2, "It was always the same: the keys did not come in the same instant.");
    }
}
