using SpotterBot.Decisions.Places;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;

namespace SpotterBot.Decisions.Tests;

public sealed class LadderTests
{
    private static TimeSpan S(double seconds) => TimeSpan.FromSeconds(seconds);

    private static readonly Facts Nobody = World.Standard with { Peers = [], Coordinators = [] };

    /// <summary>Mode, order, chosen reachable; when chosen, peers and EMS are rung, seconds after the check-in was due.</summary>
    public static TheoryData<string, LadderOrder, double?, double, double> Table => new()
    {
        { "text", LadderOrder.PeersThenEms, null, 75, 120 },
        { "call", LadderOrder.PeersThenEms, null, 75, 120 },
        { "line", LadderOrder.PeersThenEms, null, 45, 90 },
        { "text", LadderOrder.EmsAtOnce, null, 75, 75 },
        { "call", LadderOrder.EmsAtOnce, null, 75, 75 },
        { "line", LadderOrder.EmsAtOnce, null, 45, 45 },
        { "text", LadderOrder.ChosenThenPeersThenEms, 75, 95, 120 },
        { "call", LadderOrder.ChosenThenPeersThenEms, 75, 95, 120 },
        { "line", LadderOrder.ChosenThenPeersThenEms, 45, 65, 90 },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Promise_2_the_rungs_keep_the_table(string mode, LadderOrder order, double? chosen, double peers, double ems)
    {
        var world = mode switch { "text" => World.ByText(), "call" => World.ByCall(), _ => World.ByVoice() };
        world.S = world.S with { Order = order, ChosenNumber = chosen is null ? null : "+19055550166" };
        var due = world.S.CheckIn.DueUtc!.Value - World.Zero;
        world.To((due + S(200)).TotalSeconds);
        if (chosen is { } at)
        {
            Assert.Equal(due + S(at), world.CallsTo(PartyKind.Chosen)[0]);
        }

        Assert.Equal([due + S(peers), due + S(peers)], world.CallsTo(PartyKind.Peer).Take(2));
        Assert.Equal(due + S(ems), world.CallsTo(PartyKind.Ems)[0]);
        Assert.True(S(ems) <= (mode == "line" ? Timing.OnLineBound : Timing.OffLineBound));
        Assert.True(world.Texted(PartyKind.Coordinator, LineKey.AlarmEmsText));
    }

    [Fact]
    public void An_empty_rung_is_skipped_at_once_and_recorded()
    {
        var world = World.ByText(Nobody).To(195);
        Assert.True(world.Noted(HistoryKind.RungEmpty));
        Assert.Equal([S(195)], world.CallsTo(PartyKind.Ems));
    }

    [Theory]
    [InlineData(Phone.Invalid)]
    [InlineData(Phone.Misconfigured)]
    public void Peers_do_not_wait_for_a_chosen_person_who_cannot_be_had(Phone phone)
    {
        var world = World.ByText();
        world.Text("FIRST 905 555 0166");
        world.Phones["Chosen"] = phone;
        world.To(195);
        Assert.Equal([S(195), S(195)], world.CallsTo(PartyKind.Peer));
    }

    [Fact]
    public void A_chosen_order_without_a_number_starts_with_peers()
    {
        var world = World.ByText();
        world.S = world.S with { Order = LadderOrder.ChosenThenPeersThenEms };
        world.To(195);
        Assert.Equal([S(195), S(195)], world.CallsTo(PartyKind.Peer));
        Assert.True(world.Noted(HistoryKind.RungEmpty));
    }

    [Fact]
    public void A_number_on_two_rungs_is_rung_once_on_the_earlier()
    {
        var world = World.ByText(World.Standard with { Peers = [new PeerFact("p1", "+19055550166"), new PeerFact("p2", "+19055550202")] });
        world.Text("FIRST 905-555-0166").To(240);
        Assert.Empty(world.CallsTo(World.P1));
        Assert.NotEmpty(world.CallsTo(Party.Chosen));
    }

    [Fact]
    public void Two_at_once_least_recently_rung_first_and_twice_at_most()
    {
        var world = World.ByText(World.Standard with
        {
            Peers =
            [
                new PeerFact("p1", "+19055550201", World.Zero.AddHours(-1)),
                new PeerFact("p2", "+19055550202", World.Zero.AddHours(-3)),
                new PeerFact("p3", "+19055550203"),
                new PeerFact("busy", "+19055550204", null, Busy: true),
            ],
        });
        world.To(195);
        Assert.Equal([S(195)], world.CallsTo(World.P3));
        Assert.Equal([S(195)], world.CallsTo(World.P2));
        Assert.Empty(world.CallsTo(World.P1));
        world.To(220);
        Assert.Equal([S(220)], world.CallsTo(World.P1));
        world.To(241).Answer(World.Ems).Press(World.Ems, "1").To(2000);
        Assert.All([World.P1, World.P2, World.P3], p => Assert.Equal(2, world.CallsTo(p).Count));
        Assert.Empty(world.CallsTo(Party.Peer("busy")));
        Assert.Equal(3, world.Of<Intent.SendText>().Count(i => ((Intent.SendText)i.Intent).Text.Key == LineKey.OfferText));
    }

    [Theory]
    [InlineData(Phone.Voicemail)]
    [InlineData(Phone.Busy)]
    [InlineData(Phone.Invalid)]
    [InlineData(Phone.Fails)]
    [InlineData(Phone.Taken)]
    [InlineData(Phone.NoReceipt)]
    [InlineData(Phone.Stuck)]
    [InlineData(Phone.Misconfigured)]
    [InlineData(Phone.Rings)]
    public void Promise_2_whatever_peers_phones_do_ems_rings_within_the_bound(Phone phone)
    {
        var world = World.ByText();
        world.Phones["Peer"] = phone;
        world.To(120 + 150);
        Assert.InRange(world.CallsTo(PartyKind.Ems)[0], S(195), S(240));
        Assert.Null(world.S.Incident!.Owner);
        Assert.DoesNotContain(world.Lines, l => l.Key == LineKey.BriefPlace);
    }

    [Theory]
    [InlineData(Phone.Rings)]
    [InlineData(Phone.Voicemail)]
    [InlineData(Phone.Busy)]
    [InlineData(Phone.Fails)]
    [InlineData(Phone.NoReceipt)]
    public void Without_a_place_everybody_is_rung_in_rounds_until_one_takes_it(Phone phone)
    {
        var world = World.ByText(place: false);
        world.Phones["Peer"] = phone;
        world.Phones["Coordinator"] = phone;
        world.To(120 + 150);
        Assert.Empty(world.CallsTo(PartyKind.Ems));
        Assert.All([World.P1, World.P2, World.P3, World.C1], p => Assert.NotEmpty(world.CallsTo(p)));
        world.To(1500);
        var rounds = world.CallsTo(World.P1).Count;
        Assert.InRange(rounds, 10, 60);
        world.Phones["Peer"] = Phone.Accepts;
        world.Run(90);
        Assert.NotNull(world.S.Incident!.Owner);
        rounds = world.CallsTo(World.P1).Count;
        world.Run(600);
        Assert.Equal(rounds, world.CallsTo(World.P1).Count);
    }

    [Fact]
    public void Nobody_at_all_and_no_place_still_wakes()
    {
        var world = World.ByText(Nobody, place: false).To(3600);
        Assert.True(world.S.Open);
        Assert.NotNull(world.Wake);
    }

    [Fact]
    public void A_place_given_late_brings_ems()
    {
        var world = World.ByText(place: false).To(300);
        Assert.Empty(world.CallsTo(PartyKind.Ems));
        world.Text("AT 12 Main St, Hamilton");
        Assert.Equal([S(300)], world.CallsTo(PartyKind.Ems));
    }

    [Fact]
    public void No_area_is_the_last_rung_too_and_was_told()
    {
        var world = World.ByText(World.Standard with { Areas = [] });
        Assert.True(world.Texted(PartyKind.Caller, LineKey.PlaceNoEmsText));
        world.To(300);
        Assert.Empty(world.CallsTo(PartyKind.Ems));
        Assert.True(world.Texted(PartyKind.Coordinator, LineKey.AlarmNoEmsText));
        Assert.NotEmpty(world.CallsTo(World.C1));
    }

    [Fact]
    public void Help_now_by_text_brings_peers_and_ems_at_once()
    {
        var world = World.ByText().To(30).Text("9");
        Assert.Equal([S(30), S(30)], world.CallsTo(PartyKind.Peer));
        Assert.Equal([S(30)], world.CallsTo(PartyKind.Ems));
        Assert.True(world.Texted(PartyKind.Caller, LineKey.HelpComingText));
        world.Run(5).Text("9");
        Assert.Equal(LineKey.HelpComingText, world.LastReply);
        Assert.Single(world.CallsTo(PartyKind.Ems));
    }

    [Fact]
    public void Help_now_by_key_brings_peers_and_ems_at_once()
    {
        var world = World.ByVoice().To(30).Press(Party.Caller, "9");
        Assert.Equal([S(30), S(30)], world.CallsTo(PartyKind.Peer));
        Assert.Equal([S(30)], world.CallsTo(PartyKind.Ems));
        Assert.Contains(LineKey.HelpComing, world.LastHeard(Party.Caller));
    }

    [Fact]
    public void Help_now_as_the_first_key()
    {
        var world = World.ByVoice("9");
        Assert.Equal([TimeSpan.Zero], world.CallsTo(PartyKind.Ems));
        Assert.Contains(LineKey.HelpComing, world.LastHeard(Party.Caller));
    }

    [Fact]
    public void Help_now_in_a_ladder_does_not_wait_for_its_times()
    {
        var world = World.ByText().To(200).Take(World.P1).Star(World.P1, "6").Text("9");
        Assert.Equal([S(200)], world.CallsTo(PartyKind.Ems));
    }

    [Fact]
    public void A_one_on_the_line_during_a_ladder_is_asked_once_more()
    {
        var world = World.ByVoice().To(170).Press(Party.Caller, "1");
        Assert.Contains(LineKey.ConfirmOk, world.LastHeard(Party.Caller));
        Assert.Equal(Phase.Reaching, world.S.Incident!.Phase);
        world.Press(Party.Caller, "1");
        Assert.Contains(LineKey.ConfirmOk, world.LastHeard(Party.Caller));
        world.To(173).Press(Party.Caller, "1");
        Assert.Contains(LineKey.StoodDown, world.LastHeard(Party.Caller));
        Assert.Null(world.S.Incident);
        world.Run(100);
        Assert.Empty(world.CallsTo(PartyKind.Ems));
    }

    [Fact]
    public void A_second_one_after_somebody_else_ended_the_ladder_is_just_an_ok()
    {
        var world = World.ByVoice().To(170).Press(Party.Caller, "1");
        var question = world.CallTo(Party.Caller).Document!;
        world.CaseText(World.P1, "1").CaseText(World.P1, "1");
        Assert.NotEqual(Phase.Reaching, world.S.Incident?.Phase);
        var call = world.CallTo(Party.Caller);
        world.Feed(new Happening.LegAsks(call.LegId, call.Sid, question.Step, question.CheckIn, "1"));
        Assert.True(world.S.Open);
    }

    [Fact]
    public void A_text_ok_stands_everything_down_and_tells_everybody()
    {
        var world = World.ByText().To(200).Answer(World.P1).Text("1");
        Assert.Equal(LineKey.StoodDownText, world.LastReply);
        Assert.Contains(LineKey.NothingNeeded, world.LastHeard(World.P1));
        Assert.Contains(world.Of<Intent.SendText>(), i => i.Intent is Intent.SendText { To: var to, Text.Key: LineKey.NothingNeededText } && to == World.P2);
        world.Run(60);
        Assert.Null(world.S.Incident);
        Assert.Empty(world.Claimed);
        Assert.Empty(world.CallsTo(PartyKind.Ems));
        Assert.NotNull(world.S.CheckIn.DueUtc);
    }

    [Fact]
    public void Seven_by_text_in_a_ladder_counts_as_ok_then_closes()
    {
        var world = World.ByText().To(200).Text("7").Run(60);
        Assert.False(world.S.Open);
        Assert.Equal(Outcome.FinishedAfterEscalation, world.S.Outcome);
    }

    [Fact]
    public void Seven_by_key_in_a_ladder_is_made_sure_then_closes()
    {
        var world = World.ByVoice().To(170).Press(Party.Caller, "7");
        Assert.Contains(LineKey.ConfirmOk, world.LastHeard(Party.Caller));
        world.To(173).Press(Party.Caller, "1").Run(60);
        Assert.False(world.S.Open);
    }

    [Fact]
    public void A_caller_who_hangs_up_in_a_ladder_stops_nothing()
    {
        var world = World.ByVoice().To(170).HangUp(Party.Caller).To(230);
        Assert.Equal([S(210)], world.CallsTo(PartyKind.Ems));
    }

    [Fact]
    public void More_time_is_no_answer_to_a_ladder()
    {
        var world = World.ByText().To(200).Text("2");
        Assert.Equal(LineKey.MoreTimeNotNowText, world.LastReply);
        world.To(240);
        Assert.NotEmpty(world.CallsTo(PartyKind.Ems));
    }

    [Fact]
    public void A_miss_after_a_standing_down_is_climbed_from_the_start()
    {
        var world = World.ByText().To(200).Text("1").Run(1);
        var due = world.S.CheckIn.DueUtc!.Value - World.Zero;
        world.To(due.TotalSeconds + 120);
        Assert.Equal(2, world.S.Incidents);
        Assert.Equal([due + S(120)], world.CallsTo(PartyKind.Ems));
    }
}
