"""What is known beforehand: the apps that rules name, the questions of the checklist, the kinds of proof."""
