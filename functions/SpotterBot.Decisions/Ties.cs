using SpotterBot.Decisions.Speech;

namespace SpotterBot.Decisions;

/// <summary>A caller and a peer who want each other again: who of the two said so is told to nobody, the other least of all.</summary>
internal static class Ties
{
    public static void CallerWants(Turn turn)
    {
        if (turn.Session is not { LastTook: { Kind: PartyKind.Peer } took, BeganHidden: false })
        {
            turn.Reply(LineKey.AgainNobodyText);
            return;
        }

        turn.Want(new Intent.WantAgain(took, ByCaller: true));
        turn.Reply(LineKey.AgainText);
    }

    public static void PeerWants(Turn turn, Party peer)
    {
        Wants(turn, peer);
        turn.Reply(LineKey.AgainPeerText);
    }

    public static void Wants(Turn turn, Party peer)
    {
        if (peer.Kind == PartyKind.Peer && !turn.Session.BeganHidden)
        {
            turn.Want(new Intent.WantAgain(peer, ByCaller: false));
        }
    }
}
