"""Who a mention is: entities of an article and the mentions that lead to them."""
