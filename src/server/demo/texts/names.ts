const split = (list: string) => list.split(/\s+/).filter(Boolean)
export const WOMEN_FR =
  split(`Solène Camille Léa Manon Chloé Emma Julie Marion Pauline Claire Sophie Nathalie Isabelle Sylvie Catherine Françoise Martine Monique
  Anne Hélène Valérie Sandrine Céline Aurélie Élodie Laura Sarah Inaya Yasmine Fatou Aminata Nadia Samira Leïla Khadija Mathilde Louise Alice Jeanne Rose Juliette
  Margaux Clémence Agathe Capucine Apolline Zoé Lola Maëlys Gwenaëlle Maïwenn Rozenn Nolwenn Ophélie Mélanie Émilie Virginie Stéphanie Laurence Véronique Brigitte
  Annick Odette Ginette Mireille Josiane Danielle Thuy Linh Mei Ana Inès Lucia Elsa Noémie Salomé Romane Anaïs Justine Charlotte Delphine Estelle Florence Géraldine
  Karine Ludivine Magali Nadège Perrine Sabrina Tiphaine Bérénice Constance Diane Édith Fanny Garance Iris Joséphine Lise Maud Ninon Océane Solange Violette Assia
  Djamila Rokhaya Mariama Coralie Armelle Bénédicte Colette Éliane`)
export const MEN_FR =
  split(`Thomas Nicolas Julien Antoine Maxime Alexandre Pierre Paul Jacques Michel Philippe Alain Bernard Patrick Thierry Laurent Olivier Stéphane
  Christophe Sébastien Guillaume Mathieu Romain Kévin Jérémy Florian Hugo Lucas Louis Jules Arthur Gabriel Raphaël Adam Rayan Karim Mehdi Mamadou Ousmane Ibrahima
  Moussa Samir Rachid Yanis Tristan Corentin Erwan Yann Loïc Gaël Ronan Malo Titouan Bastien Benoît Cédric Damien Éric Fabien Gérard Henri Joël Lionel Marc Noël
  Pascal Quentin Rémi Simon Théo Valentin Vincent Xavier Yves Aurélien Baptiste Clément Dorian Étienne François Grégory Ivan Jean Léon Martin Nathan Octave Robin
  Sacha Tom Victor William Minh Duc Wei Paulo Miguel Enzo Matteo Roland Gilbert Marcel René Lucien Raymond Fernand Bilal Nassim Cheikh Amadou`)
export const LAST_FR =
  split(`Aubert Bailly Barbier Baudry Benali Benoit Berger Bertin Besnard Blanchard Bodin Boucher Bouvier Breton Brunet Caron Carpentier Chauvin
  Chevalier Collet Colin Cordier Coulon Cousin Da-Silva Daniel Delattre Delaunay Deschamps Diallo Diop Dumas Dupuis Fabre Faure Ferrand Fleury Fofana Fontaine
  Gaillard Garnier Gautier Germain Gilbert Girard Gomes Gosselin Grandjean Guérin Guillot Guyot Hamel Haddad Hamon Hardy Hubert Huet Humbert Jacquet Joly Jourdan
  Kone Lacroix Laine Lambert Langlois Laporte Lebrun Leclerc Lefort Legrand Lemaire Lenoir Leroux Lesage Le-Gall Le-Goff Lopes Mahé Maillard Mallet Marchand Maréchal
  Marion Masson Menard Mercier Meunier Michaud Millet Morel Moulin Navarro Nguyen Nicolas Noël Normand Ollivier Paris Pasquier Payet Pelletier Perrot Petitjean Pham
  Picard Poirier Prévost Quéré Rault Raynaud Regnier Renaud Rey Ribeiro Rivière Robin Roche Rolland Rossi Rousseau Roussel Royer Sanchez Schmitt Schneider Simonet
  Tanguy Tessier Texier Thibault Traoré Tran Tessier Vallet Vasseur Vidal Vincent Voisin Weber Zidi Amrani Belkacem Cissé Dembélé Evrard Foucher Gicquel Herbert
  Imbert Jamet Kermarrec Lhommeau Morvan Naudin Orhan Perrin Quentel Riou Salaün Toussaint Urbain Verdier Yilmaz`)
export const WOMEN_EN =
  split(`Olivia Amelia Isla Ava Emily Grace Freya Charlotte Sophie Lucy Hannah Megan Rachel Rebecca Laura Karen Susan Helen Julie Margaret Aisha Priya
  Zara Niamh Aoife Siobhan Fiona Morag Bethan Carys Chloe Jessica Lauren Natalie Victoria Abigail Harriet Imogen Poppy Rosie Tamsin Wendy Yvonne Ngozi Ingrid`)
export const MEN_EN =
  split(`Oliver George Harry Jack Noah Charlie James William Thomas Daniel Matthew Adam Ryan Luke Ben Sam Joe Peter David Andrew Stephen Ian Graham
  Colin Stuart Callum Ewan Hamish Rhys Dylan Owen Conor Liam Sean Patrick Raj Imran Tariq Kwame Felix Hugo Toby Simon Nigel Martin Lars`)
export const LAST_EN =
  split(`Smithson Ashdown Barrow Beckford Bramley Calloway Carver Chadwick Colby Dalton Drummond Eastwood Fairley Finch Gallagher Garside Hartley
  Hawthorn Holt Ibbotson Jessop Kendrick Kinsella Lockhart Lomax MacAllister Marlow Merrick Nair Nolan Oakes Okafor Pemberton Penrose Quigley Redfern Rowntree
  Sandhu Shaw Stanton Tully Underhill Vance Whitcombe Whitlock Yardley Byrne Doyle Farrell Ferreira Hughes Iqbal Jarvis Patel Reeve Sutton Thorne Wainwright`)
/** Endings and words people make their handles of. */
export const HANDLE_BITS =
  split(`deco maison lit lux bzh 44 35 69 75 33 13 nomade off reel home slow jardin velo cafe books chats photo bricole brode sud nord zen pop lune soleil
  kiwi mouette crepe biscotte moustache baguette tricot vinyle granola pixel`)
export const SERVERS = ['piaille.example', 'lampions.example', 'ecureuil.example', 'tilleul.example'] as const
export const MAILBOXES = [
  'courriel.example',
  'boite.example',
  'postale.example',
  'monmail.example',
  'libremail.example',
] as const
